import coterie.kit.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("communities", "0001_squashed_0005"),
        ("market", "0001_initial"),
        ("members", "0001_squashed_0006"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Appointment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("places", models.PositiveIntegerField()),
                ("left", models.PositiveIntegerField()),
                ("where", models.CharField(blank=True, max_length=300)),
                ("cancelled_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "market_appointments",
            },
        ),
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
            name="Booking",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("places", models.PositiveIntegerField()),
                ("freed_at", models.DateTimeField(null=True)),
                ("moves", models.PositiveSmallIntegerField(default=0)),
                ("reminded_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "market_bookings",
            },
        ),
        migrations.CreateModel(
            name="Certificate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("number", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "market_certificates",
            },
        ),
        migrations.CreateModel(
            name="Chapter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("position", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=80)),
                ("removed_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "market_chapters",
            },
        ),
        migrations.CreateModel(
            name="Coupon",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("code", models.CharField(max_length=24)),
                ("percent", models.PositiveSmallIntegerField(null=True)),
                ("off", models.BigIntegerField(null=True)),
                ("least", models.BigIntegerField(default=0)),
                ("most_uses", models.PositiveIntegerField(null=True)),
                ("most_each", models.PositiveSmallIntegerField(null=True)),
                ("since", models.DateTimeField(null=True)),
                ("until", models.DateTimeField(null=True)),
                ("created_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "market_coupons",
            },
        ),
        migrations.CreateModel(
            name="CouponUse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("amount", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                ("given_back_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "market_coupon_uses",
            },
        ),
        migrations.CreateModel(
            name="GiftCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("place", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=64, unique=True)),
                ("used_at", models.DateTimeField(null=True)),
                ("voided_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "market_gifts",
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
            name="Ladder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("title", models.CharField(max_length=80)),
                (
                    "by",
                    models.CharField(
                        choices=[("person", "each person sees one price"), ("group", "each group sees one price")],
                        default="person",
                        max_length=6,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "being prepared"), ("running", "running"), ("decided", "decided")],
                        default="draft",
                        max_length=7,
                    ),
                ),
                ("created_at", models.DateTimeField()),
                ("begun_at", models.DateTimeField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "market_ladders",
            },
        ),
        migrations.CreateModel(
            name="Lecture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("position", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=80)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("text", "a text"),
                            ("audio", "a recording"),
                            ("video", "a video elsewhere"),
                            ("file", "a file to keep"),
                        ],
                        max_length=5,
                    ),
                ),
                ("text", models.TextField(blank=True, max_length=20000)),
                ("file", models.CharField(blank=True, max_length=64)),
                ("file_name", models.CharField(blank=True, max_length=120)),
                ("link", models.URLField(blank=True, max_length=500)),
                ("minutes", models.PositiveSmallIntegerField(default=0)),
                ("preview", models.BooleanField(default=False)),
                ("opens_on", models.DateField(null=True)),
                ("after_days", models.PositiveSmallIntegerField(null=True)),
                ("removed_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "market_lectures",
            },
        ),
        migrations.CreateModel(
            name="Note",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(max_length=4000)),
                ("kept_at", models.DateTimeField()),
            ],
            options={
                "db_table": "market_notes",
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
                ("move_hours", models.PositiveSmallIntegerField(db_default=24, default=24)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "being written"),
                            ("open", "for sale"),
                            ("closed", "no longer for sale"),
                            ("hidden", "for sale on another page"),
                        ],
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
                ("url", models.TextField(blank=True, default="")),
                ("code", models.CharField(blank=True, default="", max_length=500)),
                ("ends_at", models.DateTimeField(null=True)),
                ("next_look_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "market_payments",
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
        migrations.CreateModel(
            name="Progress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("begun_at", models.DateTimeField()),
                ("done_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "market_progress",
            },
        ),
        migrations.CreateModel(
            name="Project",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("all_or_nothing", "All or nothing"), ("keep_it_all", "What comes is kept")],
                        max_length=14,
                    ),
                ),
                ("goal", models.BigIntegerField()),
                ("ends_at", models.DateTimeField()),
                ("fix_days", models.PositiveSmallIntegerField(default=0)),
                ("ends_when_reached", models.BooleanField(default=False)),
                ("gathering", models.BigIntegerField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "being written"),
                            ("running", "running"),
                            ("won", "made it"),
                            ("lost", "missed its goal"),
                            ("cancelled", "called off"),
                        ],
                        default="draft",
                        max_length=9,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "market_projects",
            },
        ),
        migrations.CreateModel(
            name="ProjectUpdate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=80)),
                ("text", models.TextField(max_length=4000)),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "market_updates",
                "ordering": ("-at", "-id"),
            },
        ),
        migrations.CreateModel(
            name="ProviderAccount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("provider", models.CharField(max_length=12)),
                ("sealed", models.BinaryField()),
                ("is_on", models.BooleanField(default=False)),
                ("changed_at", models.DateTimeField()),
                ("checked_at", models.DateTimeField(null=True)),
                ("trouble", models.CharField(blank=True, max_length=300)),
            ],
            options={
                "db_table": "market_accounts",
            },
        ),
        migrations.CreateModel(
            name="ProviderNotice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("event", models.CharField(max_length=255)),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("paid", "paid"),
                            ("failed", "failed"),
                            ("refunded", "given back"),
                            ("disputed", "disputed"),
                            ("fee", "a fee of its own"),
                            ("other", "something else"),
                        ],
                        max_length=8,
                    ),
                ),
                ("named", models.CharField(blank=True, max_length=255)),
                ("external", models.CharField(blank=True, max_length=255)),
                ("refund", models.CharField(blank=True, max_length=255)),
                ("amount", models.BigIntegerField(default=0)),
                ("total", models.BigIntegerField(default=0)),
                ("fee", models.BigIntegerField(default=0)),
                ("currency", models.CharField(blank=True, max_length=3)),
                ("told_at", models.DateTimeField()),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("done", "taken"),
                            ("duplicate", "known already"),
                            ("waiting", "waits for what comes before it"),
                            ("unknown", "about a payment that is not known here"),
                            ("refused", "refused"),
                            ("trouble", "somebody has to look"),
                        ],
                        max_length=9,
                    ),
                ),
                (
                    "why",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("forged", "The provider did not sign it."),
                            ("unreadable", "It cannot be read."),
                            ("elsewhere", "It is about a payment of another community."),
                            ("amount", "Another amount was paid than was asked for; nothing was booked."),
                            ("too_much", "More was given back at the provider than is left of the order."),
                            ("not_back", "The provider could not give the money back."),
                            ("disputed", "The buyer disputes the payment with their bank."),
                            ("twice", "The buyer paid twice. Give the second payment back at the provider."),
                        ],
                        max_length=10,
                    ),
                ),
                ("digest", models.CharField(blank=True, max_length=64)),
                ("times", models.PositiveIntegerField(default=1)),
                ("received_at", models.DateTimeField()),
            ],
            options={
                "db_table": "market_notices",
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("text", models.TextField(max_length=1000)),
                ("asked_at", models.DateTimeField()),
                ("answer", models.TextField(blank=True, max_length=4000)),
                ("answered_at", models.DateTimeField(null=True)),
                ("for_all", models.BooleanField(default=False)),
            ],
            options={
                "db_table": "market_questions",
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
            name="Rung",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("weight", models.PositiveSmallIntegerField(default=1)),
            ],
            options={
                "db_table": "market_rungs",
                "ordering": ("position",),
            },
        ),
        migrations.CreateModel(
            name="Showing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("unit", models.CharField(blank=True, max_length=24)),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "market_showings",
            },
        ),
        migrations.CreateModel(
            name="ShownTo",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("known_by", models.CharField(choices=[("visitor", "browser"), ("member", "member")], max_length=7)),
                ("number", models.BigIntegerField()),
            ],
            options={
                "db_table": "market_shown_to",
            },
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("digest", models.CharField(max_length=64)),
                ("name", models.CharField(blank=True, max_length=120)),
                ("at", models.DateTimeField()),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField()),
            ],
            options={
                "db_table": "market_statements",
            },
        ),
        migrations.CreateModel(
            name="StatementRow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("mark", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("paid", "paid"),
                            ("failed", "failed"),
                            ("refunded", "given back"),
                            ("disputed", "disputed"),
                            ("fee", "a fee of its own"),
                            ("other", "something else"),
                        ],
                        max_length=8,
                    ),
                ),
                ("named", models.CharField(blank=True, max_length=255)),
                ("external", models.CharField(blank=True, max_length=255)),
                ("refund", models.CharField(blank=True, max_length=255)),
                ("amount", models.BigIntegerField()),
                ("fee", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
            ],
            options={
                "db_table": "market_statement_rows",
            },
        ),
        migrations.CreateModel(
            name="Stretch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("amount", models.BigIntegerField()),
                ("text", models.CharField(max_length=200)),
                ("reached_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "market_stretches",
                "ordering": ("amount",),
            },
        ),
        migrations.CreateModel(
            name="Subscription",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("trial", "being tried"),
                            ("active", "running"),
                            ("grace", "to be paid"),
                            ("paused", "paused"),
                            ("ended", "ended"),
                        ],
                        max_length=6,
                    ),
                ),
                ("since", models.DateTimeField()),
                ("tried_at", models.DateTimeField(null=True)),
                ("anchor", models.DateTimeField()),
                ("paid_until", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                ("cancelled_at", models.DateTimeField(null=True)),
                ("paused_from", models.DateTimeField(null=True)),
                ("pause_left", models.PositiveSmallIntegerField(default=0)),
                ("told", models.PositiveSmallIntegerField(default=0)),
                ("reminds", models.BooleanField(default=False)),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "market_subscriptions",
            },
        ),
        migrations.CreateModel(
            name="Tier",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(blank=True, max_length=600)),
            ],
            options={
                "db_table": "market_tiers",
            },
        ),
        migrations.CreateModel(
            name="Till",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("points_worth", models.PositiveIntegerField(default=0)),
                ("how_to_pay", models.TextField(blank=True, max_length=1000)),
                ("qr", models.CharField(blank=True, max_length=64)),
            ],
            options={
                "db_table": "market_tills",
            },
        ),
        migrations.CreateModel(
            name="Turn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("upgrade", models.BooleanField(default=False)),
                ("credit", models.BigIntegerField(default=0)),
                ("amount", models.BigIntegerField(default=0)),
                ("since", models.DateTimeField(null=True)),
                ("until", models.DateTimeField(null=True)),
                ("asked_at", models.DateTimeField()),
                ("paid_at", models.DateTimeField(null=True)),
                ("dropped_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "market_turns",
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
            name="is_gift",
            field=models.BooleanField(db_default=False, default=False),
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
            name="once",
            field=models.CharField(blank=True, db_default="", default="", max_length=24),
        ),
        migrations.AddField(
            model_name="order",
            name="points",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddField(
            model_name="order",
            name="reminded_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="order",
            index=models.Index(condition=models.Q(("state", "pending")), fields=["due_at"], name="market_orders_due"),
        ),
        migrations.AddConstraint(
            model_name="order",
            constraint=models.UniqueConstraint(
                condition=models.Q(("once", ""), _negated=True),
                fields=("member", "once"),
                name="market_order_form_once",
            ),
        ),
        migrations.AddField(
            model_name="appointment",
            name="host",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="members.member"
            ),
        ),
        migrations.AddField(
            model_name="booking",
            name="appointment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="bookings", to="market.appointment"
            ),
        ),
        migrations.AddField(
            model_name="booking",
            name="member",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="members.member"
            ),
        ),
        migrations.AddField(
            model_name="certificate",
            name="member",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.member"
            ),
        ),
        migrations.AddField(
            model_name="coupon",
            name="community",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="communities.community",
            ),
        ),
        migrations.AddField(
            model_name="couponuse",
            name="coupon",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="uses", to="market.coupon"
            ),
        ),
        migrations.AddField(
            model_name="couponuse",
            name="order",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="coupon_use", to="market.order"
            ),
        ),
        migrations.AddField(
            model_name="giftcode",
            name="member",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="members.member"
            ),
        ),
        migrations.AddField(
            model_name="grant",
            name="member",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.member"
            ),
        ),
        migrations.AddField(
            model_name="ladder",
            name="community",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="communities.community",
            ),
        ),
        migrations.AddField(
            model_name="lecture",
            name="chapter",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="lectures", to="market.chapter"
            ),
        ),
        migrations.AddField(
            model_name="note",
            name="lecture",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="notes", to="market.lecture"
            ),
        ),
        migrations.AddField(
            model_name="note",
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
            model_name="coupon",
            name="offers",
            field=models.ManyToManyField(db_table="market_coupon_offers", related_name="+", to="market.offer"),
        ),
        migrations.AddField(
            model_name="chapter",
            name="offer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="chapters", to="market.offer"
            ),
        ),
        migrations.AddField(
            model_name="certificate",
            name="offer",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="certificates",
                to="market.offer",
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
            model_name="appointment",
            name="offer",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="appointments",
                to="market.offer",
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
            model_name="giftcode",
            name="line",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="gifts", to="market.orderline"
            ),
        ),
        migrations.AddField(
            model_name="booking",
            name="line",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="booking", to="market.orderline"
            ),
        ),
        migrations.AddField(
            model_name="payment",
            name="order",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="payments", to="market.order"
            ),
        ),
        migrations.CreateModel(
            name="PlanTerms",
            fields=[
                (
                    "variant",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="terms",
                        serialize=False,
                        to="market.variant",
                    ),
                ),
                (
                    "period",
                    models.CharField(
                        choices=[("days", "days"), ("months", "months"), ("years", "years")], max_length=6
                    ),
                ),
                ("count", models.PositiveSmallIntegerField(default=1)),
                ("trial_days", models.PositiveSmallIntegerField(default=0)),
                ("grace_days", models.PositiveSmallIntegerField(default=7)),
                ("pause_days", models.PositiveSmallIntegerField(default=0)),
                ("renews", models.BooleanField(default=True)),
            ],
            options={
                "db_table": "market_plan_terms",
            },
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
        migrations.AddField(
            model_name="progress",
            name="lecture",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="progress", to="market.lecture"
            ),
        ),
        migrations.AddField(
            model_name="progress",
            name="member",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.member"
            ),
        ),
        migrations.AddField(
            model_name="project",
            name="offer",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="project", to="market.offer"
            ),
        ),
        migrations.AddField(
            model_name="projectupdate",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="updates", to="market.project"
            ),
        ),
        migrations.AddField(
            model_name="provideraccount",
            name="community",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="communities.community"
            ),
        ),
        migrations.AddField(
            model_name="providernotice",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="notices", to="market.provideraccount"
            ),
        ),
        migrations.AddField(
            model_name="providernotice",
            name="payment",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="notices", to="market.payment"
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="answered_by",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="lecture",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="questions", to="market.lecture"
            ),
        ),
        migrations.AddField(
            model_name="question",
            name="member",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.member"),
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
            model_name="rung",
            name="ladder",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="rungs", to="market.ladder"
            ),
        ),
        migrations.AddField(
            model_name="rung",
            name="offer",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="market.offer"),
        ),
        migrations.AddField(
            model_name="ladder",
            name="winner",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="market.rung"
            ),
        ),
        migrations.AddField(
            model_name="showing",
            name="ladder",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="showings", to="market.ladder"
            ),
        ),
        migrations.AddField(
            model_name="showing",
            name="rung",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="market.rung"
            ),
        ),
        migrations.AddField(
            model_name="shownto",
            name="ladder",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="market.ladder"
            ),
        ),
        migrations.AddField(
            model_name="shownto",
            name="showing",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="known", to="market.showing"
            ),
        ),
        migrations.AddField(
            model_name="statement",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="statements", to="market.provideraccount"
            ),
        ),
        migrations.AddField(
            model_name="statementrow",
            name="statement",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="market.statement"
            ),
        ),
        migrations.AddField(
            model_name="stretch",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="stretches", to="market.project"
            ),
        ),
        migrations.AddField(
            model_name="subscription",
            name="member",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.member"
            ),
        ),
        migrations.AddField(
            model_name="subscription",
            name="next_variant",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="market.variant"
            ),
        ),
        migrations.AddField(
            model_name="subscription",
            name="offer",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="subscriptions", to="market.offer"
            ),
        ),
        migrations.AddField(
            model_name="subscription",
            name="variant",
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="market.variant"),
        ),
        migrations.AddField(
            model_name="tier",
            name="project",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="tiers", to="market.project"
            ),
        ),
        migrations.AddField(
            model_name="tier",
            name="variant",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="tier", to="market.variant"
            ),
        ),
        migrations.AddField(
            model_name="till",
            name="community",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to="communities.community"
            ),
        ),
        migrations.AddField(
            model_name="turn",
            name="line",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT, related_name="turn", to="market.orderline"
            ),
        ),
        migrations.AddField(
            model_name="turn",
            name="subscription",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="turns", to="market.subscription"
            ),
        ),
        migrations.AddConstraint(
            model_name="couponuse",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gte", 1)), name="market_coupon_use_takes_off"
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
        migrations.AddConstraint(
            model_name="lecture",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="market_lecture_named"
            ),
        ),
        migrations.AddConstraint(
            model_name="lecture",
            constraint=models.CheckConstraint(
                condition=models.Q(("opens_on", None), ("after_days", None), _connector="OR"),
                name="market_lecture_opens_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="note",
            constraint=models.UniqueConstraint(fields=("member", "lecture"), name="market_note_once"),
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
            model_name="coupon",
            constraint=models.UniqueConstraint(fields=("community", "code"), name="market_coupon_code_once"),
        ),
        migrations.AddConstraint(
            model_name="coupon",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("off", None), ("percent__range", (1, 100))),
                    models.Q(("off__gte", 1), ("percent", None)),
                    _connector="OR",
                ),
                name="market_coupon_takes_off",
            ),
        ),
        migrations.AddConstraint(
            model_name="coupon",
            constraint=models.CheckConstraint(condition=models.Q(("least__gte", 0)), name="market_coupon_least"),
        ),
        migrations.AddConstraint(
            model_name="chapter",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="market_chapter_named"
            ),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.UniqueConstraint(fields=("member", "offer"), name="market_certificate_once"),
        ),
        migrations.AddConstraint(
            model_name="certificate",
            constraint=models.UniqueConstraint(fields=("offer", "number"), name="market_certificate_numbered"),
        ),
        migrations.AddConstraint(
            model_name="benefit",
            constraint=models.UniqueConstraint(fields=("offer", "kind", "target"), name="market_benefit_once"),
        ),
        migrations.AddIndex(
            model_name="appointment",
            index=models.Index(fields=["offer", "starts_at", "id"], name="market_appointments_of"),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(("left__gte", 0), ("left__lte", models.F("places")), ("places__gte", 1)),
                name="market_appointment_places",
            ),
        ),
        migrations.AddConstraint(
            model_name="appointment",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends_at__gt", models.F("starts_at"))), name="market_appointment_lasts"
            ),
        ),
        migrations.AddConstraint(
            model_name="giftcode",
            constraint=models.UniqueConstraint(fields=("line", "place"), name="market_gift_once"),
        ),
        migrations.AddConstraint(
            model_name="giftcode",
            constraint=models.CheckConstraint(
                condition=models.Q(("used_at", None), ("voided_at", None), _connector="OR"),
                name="market_gift_used_or_voided",
            ),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.CheckConstraint(condition=models.Q(("places__gte", 1)), name="market_booking_places"),
        ),
        migrations.AddConstraint(
            model_name="booking",
            constraint=models.UniqueConstraint(
                condition=models.Q(("freed_at", None)), fields=("appointment", "member"), name="market_booking_once"
            ),
        ),
        migrations.AddIndex(
            model_name="payment",
            index=models.Index(
                condition=models.Q(("next_look_at__isnull", False)),
                fields=["next_look_at"],
                name="market_payments_look",
            ),
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
        migrations.AddConstraint(
            model_name="planterms",
            constraint=models.CheckConstraint(condition=models.Q(("count__gte", 1)), name="market_plan_terms_last"),
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
        migrations.AddConstraint(
            model_name="progress",
            constraint=models.UniqueConstraint(fields=("member", "lecture"), name="market_progress_once"),
        ),
        migrations.AddIndex(
            model_name="project",
            index=models.Index(fields=["state", "ends_at"], name="market_projects_due"),
        ),
        migrations.AddConstraint(
            model_name="project",
            constraint=models.CheckConstraint(condition=models.Q(("goal__gte", 1)), name="market_project_goal"),
        ),
        migrations.AddConstraint(
            model_name="project",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ["draft", "running"]), ("decided_at__isnull", False), _connector="OR"),
                name="market_project_decided_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="provideraccount",
            constraint=models.UniqueConstraint(fields=("community", "provider"), name="market_account_once"),
        ),
        migrations.AddIndex(
            model_name="providernotice",
            index=models.Index(fields=["account", "-received_at"], name="market_notices_list"),
        ),
        migrations.AddIndex(
            model_name="providernotice",
            index=models.Index(
                condition=models.Q(("outcome__in", ["waiting", "unknown"])),
                fields=["account", "named"],
                name="market_notices_open",
            ),
        ),
        migrations.AddConstraint(
            model_name="providernotice",
            constraint=models.UniqueConstraint(fields=("account", "event"), name="market_notice_once"),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(("text", ""), _negated=True), name="market_question_said"
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answered_at", None)),
                    models.Q(models.Q(("answer", ""), _negated=True), models.Q(("answered_at", None), _negated=True)),
                    _connector="OR",
                ),
                name="market_question_answered_when",
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
            model_name="rung",
            constraint=models.UniqueConstraint(fields=("ladder", "offer"), name="market_rung_once"),
        ),
        migrations.AddConstraint(
            model_name="rung",
            constraint=models.CheckConstraint(condition=models.Q(("weight__gte", 1)), name="market_rung_seen"),
        ),
        migrations.AddIndex(
            model_name="ladder",
            index=models.Index(fields=["community", "-id"], name="market_ladders_of"),
        ),
        migrations.AddConstraint(
            model_name="ladder",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="market_ladder_named"
            ),
        ),
        migrations.AddConstraint(
            model_name="ladder",
            constraint=models.CheckConstraint(
                condition=models.Q(("state", "draft"), ("begun_at__isnull", False), _connector="OR"),
                name="market_ladder_begun_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="ladder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "decided"), _negated=True),
                    models.Q(("decided_at__isnull", False), ("winner__isnull", False)),
                    _connector="OR",
                ),
                name="market_ladder_decided_how",
            ),
        ),
        migrations.AddIndex(
            model_name="showing",
            index=models.Index(fields=["ladder", "rung"], name="market_showings_of"),
        ),
        migrations.AddConstraint(
            model_name="shownto",
            constraint=models.UniqueConstraint(fields=("ladder", "known_by", "number"), name="market_shown_to_once"),
        ),
        migrations.AddConstraint(
            model_name="statement",
            constraint=models.UniqueConstraint(fields=("account", "digest"), name="market_statement_once"),
        ),
        migrations.AddConstraint(
            model_name="statementrow",
            constraint=models.UniqueConstraint(fields=("statement", "number"), name="market_statement_row_once"),
        ),
        migrations.AddConstraint(
            model_name="stretch",
            constraint=models.UniqueConstraint(fields=("project", "amount"), name="market_stretch_once"),
        ),
        migrations.AddIndex(
            model_name="subscription",
            index=models.Index(
                condition=models.Q(("state", "ended"), _negated=True), fields=["paid_until"], name="market_plans_due"
            ),
        ),
        migrations.AddIndex(
            model_name="subscription",
            index=models.Index(
                condition=models.Q(("state", "ended"), _negated=True), fields=["until"], name="market_plans_ending"
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "ended"), _negated=True),
                fields=("member", "offer"),
                name="market_plan_one_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.UniqueConstraint(
                condition=models.Q(("tried_at__isnull", False)),
                fields=("member", "offer"),
                name="market_plan_tried_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("paused_from__isnull", False), ("state", "paused"), ("until", None)),
                    models.Q(
                        models.Q(("state", "paused"), _negated=True), ("paused_from", None), ("until__isnull", False)
                    ),
                    _connector="OR",
                ),
                name="market_plan_paused_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="turn",
            constraint=models.UniqueConstraint(
                condition=models.Q(("dropped_at", None), ("paid_at", None)),
                fields=("subscription",),
                name="market_turn_asked_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="turn",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("paid_at", None),
                    models.Q(("since__isnull", False), ("until__gte", models.F("since"))),
                    _connector="OR",
                ),
                name="market_turn_lasts",
            ),
        ),
        migrations.AddConstraint(
            model_name="turn",
            constraint=models.CheckConstraint(
                condition=models.Q(("amount__gte", 0), ("credit__gte", 0)), name="market_turn_amounts"
            ),
        ),
    ]
