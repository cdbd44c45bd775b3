import coterie.kit.ids
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("communities", "0001_squashed_0005"),
        ("market", "0001_initial"),
        ("members", "0001_squashed_0006"),
    ]

    operations = [
        migrations.CreateModel(
            name="Benefit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(choices=[("group", "a group"), ("offer", "what the offer holds")], max_length=8),
                ),
                ("target", models.BigIntegerField()),
                ("days", models.PositiveIntegerField(null=True)),
            ],
            options={
                "db_table": "market_benefits",
            },
        ),
        migrations.CreateModel(
            name="Grant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                (
                    "kind",
                    models.CharField(choices=[("group", "a group"), ("offer", "what the offer holds")], max_length=8),
                ),
                ("target", models.BigIntegerField()),
                ("source", models.CharField(max_length=40)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "market_grants",
            },
        ),
        migrations.CreateModel(
            name="Offer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("slug", models.SlugField(max_length=60, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("product", "Product"),
                            ("course", "Course"),
                            ("service", "Service"),
                            ("plan", "Plan"),
                            ("ticket", "Ticket"),
                        ],
                        max_length=8,
                    ),
                ),
                ("title", models.CharField(max_length=80)),
                ("teaser", models.CharField(blank=True, max_length=160)),
                ("story", models.TextField(blank=True, max_length=8000)),
                ("picture", models.CharField(blank=True, max_length=64)),
                ("scene", models.CharField(blank=True, max_length=60)),
                ("with_address", models.BooleanField(default=False)),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "being written"), ("open", "for sale"), ("closed", "no longer for sale")],
                        default="draft",
                        max_length=6,
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "market_offers",
            },
        ),
        migrations.CreateModel(
            name="OrderLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=145)),
                ("quantity", models.PositiveIntegerField()),
                ("price", models.BigIntegerField()),
                ("amount", models.BigIntegerField()),
                ("cost", models.BigIntegerField(default=0)),
                ("refunded", models.BigIntegerField(default=0)),
                ("returned", models.PositiveIntegerField(default=0)),
            ],
            options={
                "db_table": "market_lines",
            },
        ),
        migrations.CreateModel(
            name="Payment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("provider", models.CharField(max_length=12)),
                ("external", models.CharField(blank=True, max_length=120)),
                ("amount", models.BigIntegerField()),
                ("fee", models.BigIntegerField(default=0)),
                (
                    "state",
                    models.CharField(
                        choices=[("asked", "asked for"), ("paid", "paid"), ("failed", "failed")],
                        default="asked",
                        max_length=6,
                    ),
                ),
                ("evidence", models.CharField(blank=True, max_length=300)),
                ("asked_at", models.DateTimeField()),
                ("paid_at", models.DateTimeField(null=True)),
                ("entry", models.BigIntegerField(null=True, unique=True)),
            ],
            options={
                "db_table": "market_payments",
            },
        ),
        migrations.CreateModel(
            name="Refund",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("amount", models.BigIntegerField()),
                ("reason", models.CharField(blank=True, max_length=300)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "to be given back"),
                            ("done", "given back"),
                            ("failed", "could not be given back"),
                        ],
                        default="asked",
                        max_length=6,
                    ),
                ),
                ("external", models.CharField(blank=True, max_length=120)),
                ("why_not", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
                ("entry", models.BigIntegerField(unique=True)),
            ],
            options={
                "db_table": "market_refunds",
            },
        ),
        migrations.CreateModel(
            name="RefundPart",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("amount", models.BigIntegerField()),
                ("pieces", models.PositiveIntegerField(default=0)),
            ],
            options={
                "db_table": "market_refund_parts",
            },
        ),
        migrations.CreateModel(
            name="Variant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("name", models.CharField(blank=True, max_length=60)),
                ("price", models.BigIntegerField()),
                ("cost", models.BigIntegerField(default=0)),
                ("left", models.PositiveIntegerField(null=True)),
                ("most_each", models.PositiveSmallIntegerField(null=True)),
                ("closed_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "market_variants",
            },
        ),
        migrations.AddField(
            model_name="order",
            name="address",
            field=models.CharField(blank=True, db_default="", default="", max_length=400),
        ),
        migrations.AddField(
            model_name="order",
            name="channel",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="order",
            name="discount",
            field=models.BigIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="order",
            name="due_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="order",
            name="invoice",
            field=models.CharField(blank=True, db_default="", default="", max_length=200),
        ),
        migrations.AddField(
            model_name="order",
            name="member",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="members.member"
            ),
        ),
        migrations.AddField(
            model_name="order",
            name="points",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(condition=models.Q(("state", "pending")), fields=["due_at"], name="market_orders_due"),
        ),
        migrations.AddField(
            model_name="grant",
            name="member",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.member"
            ),
        ),
        migrations.AddField(
            model_name="offer",
            name="community",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="communities.community",
            ),
        ),
        migrations.AddField(
            model_name="benefit",
            name="offer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="benefits", to="market.offer"
            ),
        ),
        migrations.AddField(
            model_name="orderline",
            name="order",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="market.order"
            ),
        ),
        migrations.AddField(
            model_name="payment",
            name="order",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="payments", to="market.order"
            ),
        ),
        migrations.AddField(
            model_name="refund",
            name="payment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="refunds", to="market.payment"
            ),
        ),
        migrations.AddField(
            model_name="refundpart",
            name="line",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="refunds", to="market.orderline"
            ),
        ),
        migrations.AddField(
            model_name="refundpart",
            name="refund",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="parts", to="market.refund"
            ),
        ),
        migrations.AddField(
            model_name="variant",
            name="offer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="variants", to="market.offer"
            ),
        ),
        migrations.AddField(
            model_name="orderline",
            name="variant",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="lines", to="market.variant"
            ),
        ),
        migrations.AddIndex(
            model_name="grant",
            index=models.Index(fields=["kind", "target", "member"], name="market_grants_of"),
        ),
        migrations.AddIndex(
            model_name="grant",
            index=models.Index(condition=models.Q(("ended_at", None)), fields=["until"], name="market_grants_due"),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.UniqueConstraint(fields=("member", "kind", "target", "source"), name="market_grant_once"),
        ),
        migrations.AddIndex(
            model_name="offer",
            index=models.Index(fields=["community", "-created_at", "-id"], name="market_offers_of"),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="market_offer_named"
            ),
        ),
        migrations.AddConstraint(
            model_name="offer",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "draft"), ("opened_at__isnull", False), _connector="OR"),
                name="market_offer_opened_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="benefit",
            constraint=models.UniqueConstraint(fields=("offer", "kind", "target"), name="market_benefit_once"),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gte", 0), ("fee__gte", 0)), name="market_payment_amounts"
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("paid_at__isnull", False), ("state", "paid")),
                    models.Q(("state", "paid"), _negated=True),
                    _connector="OR",
                ),
                name="market_payment_paid_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="payment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("external", ""), _negated=True),
                fields=("provider", "external"),
                name="market_payment_external_once",
            ),
        ),
        migrations.AddIndex(
            model_name="refund",
            index=models.Index(fields=["state", "at"], name="market_refunds_waiting"),
        ),
        migrations.AddConstraint(
            model_name="refund",
            constraint=models.CheckConstraint(condition=models.Q(("amount__gte", 1)), name="market_refund_gives"),
        ),
        migrations.AddConstraint(
            model_name="refundpart",
            constraint=models.UniqueConstraint(fields=("refund", "line"), name="market_refund_part_once"),
        ),
        migrations.AddConstraint(
            model_name="variant",
            constraint=models.CheckConstraint(
                condition=models.Q(("cost__gte", 0), ("price__gte", 0)), name="market_variant_priced"
            ),
        ),
        migrations.AddConstraint(
            model_name="variant",
            constraint=models.CheckConstraint(
                condition=models.Q(("left", None), ("left__gte", 0), _connector="OR"), name="market_variant_left"
            ),
        ),
        migrations.AddConstraint(
            model_name="variant",
            constraint=models.UniqueConstraint(
                condition=models.Q(("closed_at", None)), fields=("offer", "name"), name="market_variant_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="orderline",
            constraint=models.UniqueConstraint(fields=("order", "variant"), name="market_line_once"),
        ),
        migrations.AddConstraint(
            model_name="orderline",
            constraint=models.CheckConstraint(
                condition=models.Q(("quantity__gte", 1), ("returned__lte", models.F("quantity"))),
                name="market_line_pieces",
            ),
        ),
        migrations.AddConstraint(
            model_name="orderline",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gte", 0), ("refunded__gte", 0), ("refunded__lte", models.F("amount"))),
                name="market_line_refund_within_amount",
            ),
        ),
    ]
