import coterie.kit.ids
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [("partners", "0001_initial"), ("partners", "0002_deals"), ("partners", "0003_kept_codes"), ("partners", "0004_kit")]

    initial = True

    dependencies = [
        ("communities", "0001_squashed_0005"),
        ("market", "0004_reward_codes"),
        ("members", "0001_squashed_0006"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Programme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("is_open", models.BooleanField(default=False)),
                ("statements", models.PositiveIntegerField(default=0)),
                ("coupon_percent", models.PositiveSmallIntegerField(null=True)),
                ("coupon_each", models.PositiveSmallIntegerField(null=True)),
                ("made_at", models.DateTimeField()),
                ("community", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="communities.community")),
            ],
            options={
                "db_table": "partners_programmes",
            },
        ),
        migrations.CreateModel(
            name="PayoutBatch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("currency", models.CharField(max_length=3)),
                ("provider", models.CharField(max_length=12)),
                ("made_at", models.DateTimeField()),
                ("account", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("programme", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="batches", to="partners.programme")),
            ],
            options={
                "db_table": "partners_batches",
                "indexes": [models.Index(fields=["programme", "-made_at"], name="partners_batches_in")],
            },
        ),
        migrations.CreateModel(
            name="Bounty",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("title", models.CharField(max_length=80)),
                ("text", models.TextField(max_length=2000)),
                ("amount", models.BigIntegerField()),
                ("currency", models.CharField(max_length=3)),
                ("most", models.PositiveIntegerField()),
                ("most_each", models.PositiveIntegerField()),
                ("budget", models.BigIntegerField(null=True)),
                ("until", models.DateTimeField(null=True)),
                ("offered_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("programme", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="bounties", to="partners.programme")),
            ],
            options={
                "db_table": "partners_bounties",
                "constraints": [models.CheckConstraint(condition=models.Q(("amount__gte", 1), ("most__gte", 1), ("most_each__gte", 1), models.Q(("budget", None), ("budget__gte", models.F("amount")), _connector="OR")), name="partners_bounty_bounds")],
            },
        ),
        migrations.CreateModel(
            name="ShareText",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("channel", models.CharField(choices=[("moments", "WeChat Moments"), ("group", "A group"), ("mail", "E-mail"), ("video", "Short video")], max_length=7)),
                ("text", models.TextField(max_length=2000)),
                ("written_at", models.DateTimeField()),
                ("offer", models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="market.offer")),
                ("programme", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="texts", to="partners.programme")),
            ],
            options={
                "db_table": "partners_texts",
                "indexes": [models.Index(fields=["programme", "channel"], name="partners_texts_in")],
            },
        ),
        migrations.CreateModel(
            name="Terms",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("agreement", models.TextField(max_length=8000)),
                ("rate", models.PositiveSmallIntegerField()),
                ("months", models.PositiveSmallIntegerField(null=True)),
                ("cap", models.PositiveSmallIntegerField(default=3000)),
                ("second_rate", models.PositiveSmallIntegerField(default=0)),
                ("hold_days", models.PositiveSmallIntegerField(default=30)),
                ("minimum", models.BigIntegerField(default=0)),
                ("touch", models.CharField(choices=[("first", "of the partner whose link was opened first"), ("last", "of the partner whose link was opened last")], default="last", max_length=5)),
                ("lock_days", models.PositiveSmallIntegerField(default=30)),
                ("course", models.BigIntegerField(null=True)),
                ("made_at", models.DateTimeField()),
                ("programme", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="terms", to="partners.programme")),
            ],
            options={
                "db_table": "partners_terms",
                "constraints": [models.UniqueConstraint(fields=("programme", "number"), name="partners_terms_once"), models.CheckConstraint(condition=models.Q(("cap__lte", 10000), ("rate__lte", django.db.models.expressions.CombinedExpression(models.F("cap"), "-", models.F("second_rate")))), name="partners_terms_within_cap"), models.CheckConstraint(condition=models.Q(("hold_days__in", (7, 14, 30, 60, 90)), ("minimum__gte", 0)), name="partners_terms_bounds")],
            },
        ),
        migrations.CreateModel(
            name="Partner",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("code", models.SlugField(default=coterie.kit.ids.new_key, max_length=40, unique=True)),
                ("state", models.CharField(choices=[("applied", "applied"), ("approved", "partner"), ("rejected", "not taken"), ("suspended", "suspended"), ("banned", "banned")], default="applied", max_length=9)),
                ("text", models.TextField(blank=True, max_length=1000)),
                ("note", models.CharField(blank=True, max_length=200)),
                ("accepted_at", models.DateTimeField()),
                ("applied_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("member", models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="members.member")),
                ("sponsor", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="brought", to="partners.partner")),
                ("programme", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="partners", to="partners.programme")),
                ("terms", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.terms")),
            ],
            options={
                "db_table": "partners_partners",
                "indexes": [models.Index(fields=["programme", "state"], name="partners_in")],
            },
        ),
        migrations.CreateModel(
            name="Rate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("buyer", models.CharField(choices=[("any", "every customer"), ("new", "a customer's first order"), ("repeat", "every order after the first")], default="any", max_length=6)),
                ("brought", models.BigIntegerField(default=0)),
                ("rate", models.PositiveSmallIntegerField()),
                ("offer", models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="market.offer")),
                ("terms", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="rates", to="partners.terms")),
            ],
            options={
                "db_table": "partners_rates",
                "ordering": ("pk",),
                "constraints": [models.UniqueConstraint(fields=("terms", "offer", "buyer", "brought"), name="partners_rate_once"), models.UniqueConstraint(condition=models.Q(("offer", None)), fields=("terms", "buyer", "brought"), name="partners_rate_of_all_once"), models.CheckConstraint(condition=models.Q(("brought__gte", 0), ("rate__lte", 10000)), name="partners_rate_bounds")],
            },
        ),
        migrations.CreateModel(
            name="Papers",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120)),
                ("country", models.CharField(max_length=2)),
                ("tax_id", models.CharField(blank=True, max_length=40)),
                ("address", models.CharField(max_length=300)),
                ("account", models.CharField(max_length=200)),
                ("partner", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="papers", to="partners.partner")),
            ],
            options={
                "db_table": "partners_papers",
            },
        ),
        migrations.CreateModel(
            name="OwnCoupon",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("coupon", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="market.coupon")),
                ("partner", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="own_coupon", to="partners.partner")),
            ],
            options={
                "db_table": "partners_coupons",
            },
        ),
        migrations.CreateModel(
            name="FormerCode",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=40, unique=True)),
                ("partner", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="former_codes", to="partners.partner")),
            ],
            options={
                "db_table": "partners_codes",
            },
        ),
        migrations.CreateModel(
            name="Payout",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("once", models.CharField(max_length=40, unique=True)),
                ("number", models.PositiveIntegerField()),
                ("amount", models.BigIntegerField()),
                ("state", models.CharField(choices=[("prepared", "prepared"), ("sent", "sent"), ("paid", "paid"), ("failed", "failed")], default="prepared", max_length=8)),
                ("tries", models.PositiveSmallIntegerField(default=0)),
                ("reference", models.CharField(blank=True, max_length=120)),
                ("why_not", models.CharField(blank=True, max_length=300)),
                ("name", models.CharField(max_length=120)),
                ("country", models.CharField(max_length=2)),
                ("tax_id", models.CharField(blank=True, max_length=40)),
                ("address", models.CharField(max_length=300)),
                ("account", models.CharField(max_length=200)),
                ("changed_at", models.DateTimeField()),
                ("partner", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="payouts", to="partners.partner")),
                ("batch", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="payouts", to="partners.payoutbatch")),
            ],
            options={
                "db_table": "partners_payouts",
                "indexes": [models.Index(fields=["partner", "-changed_at"], name="partners_payouts_of"), models.Index(fields=["state"], name="partners_payouts_in")],
                "constraints": [models.UniqueConstraint(fields=("batch", "partner"), name="partners_payout_once"), models.CheckConstraint(condition=models.Q(("amount__gte", 1)), name="partners_payout_pays")],
            },
        ),
        migrations.CreateModel(
            name="Pick",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.PositiveSmallIntegerField()),
                ("offer", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="market.offer")),
                ("partner", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="picks", to="partners.partner")),
            ],
            options={
                "db_table": "partners_picks",
                "ordering": ("place", "pk"),
                "constraints": [models.UniqueConstraint(fields=("partner", "offer"), name="partners_pick_once")],
            },
        ),
        migrations.CreateModel(
            name="PartnerOrder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("order", models.BigIntegerField(unique=True)),
                ("number", models.CharField(max_length=100)),
                ("currency", models.CharField(max_length=3)),
                ("net", models.BigIntegerField()),
                ("why_not", models.CharField(blank=True, choices=[("not_partner", "Whose customer it was, was no partner then."), ("over", "The time in which the customer counts was over.")], max_length=11)),
                ("paid_at", models.DateTimeField()),
                ("member", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="members.member")),
                ("partner", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="orders", to="partners.partner")),
                ("terms", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.terms")),
            ],
            options={
                "db_table": "partners_orders",
                "indexes": [models.Index(fields=["partner", "-paid_at"], name="partners_orders_of")],
            },
        ),
        migrations.CreateModel(
            name="Work",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("text", models.TextField(max_length=2000)),
                ("link", models.URLField(blank=True, max_length=500)),
                ("state", models.CharField(choices=[("handed_in", "waits for an answer"), ("accepted", "accepted"), ("sent_back", "sent back")], default="handed_in", max_length=9)),
                ("note", models.CharField(blank=True, max_length=200)),
                ("handed_in_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("account", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("bounty", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="works", to="partners.bounty")),
                ("partner", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="works", to="partners.partner")),
            ],
            options={
                "db_table": "partners_works",
                "indexes": [models.Index(fields=["bounty", "state"], name="partners_works_for")],
            },
        ),
        migrations.CreateModel(
            name="Look",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("visitor", models.BigIntegerField()),
                ("first_at", models.DateTimeField()),
                ("last_at", models.DateTimeField()),
                ("partner", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="looks", to="partners.partner")),
            ],
            options={
                "db_table": "partners_looks",
                "indexes": [models.Index(fields=["visitor"], name="partners_looks_of")],
                "constraints": [models.UniqueConstraint(fields=("partner", "visitor"), name="partners_look_once")],
            },
        ),
        migrations.CreateModel(
            name="Deal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("company", models.CharField(max_length=120)),
                ("same", models.CharField(max_length=120)),
                ("contact", models.CharField(max_length=200)),
                ("text", models.TextField(blank=True, max_length=1000)),
                ("state", models.CharField(choices=[("registered", "waits for an answer"), ("accepted", "accepted"), ("refused", "refused")], default="registered", max_length=10)),
                ("note", models.CharField(blank=True, max_length=200)),
                ("registered_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("locked_until", models.DateTimeField(null=True)),
                ("partner", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="deals", to="partners.partner")),
            ],
            options={
                "db_table": "partners_deals",
                "indexes": [models.Index(fields=["same", "state"], name="partners_deals_with")],
                "constraints": [models.UniqueConstraint(condition=models.Q(("state", "registered")), fields=("partner", "same"), name="partners_deal_waits_once"), models.CheckConstraint(condition=models.Q(models.Q(("locked_until__isnull", False), ("state", "accepted")), models.Q(models.Q(("state", "accepted"), _negated=True), ("locked_until", None)), _connector="OR"), name="partners_deal_locked")],
            },
        ),
        migrations.CreateModel(
            name="Binding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("how", models.CharField(choices=[("link", "by the partner's link"), ("code", "by the partner's code")], max_length=4)),
                ("began_at", models.DateTimeField()),
                ("locked_until", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("member", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.member")),
                ("partner", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="bindings", to="partners.partner")),
            ],
            options={
                "db_table": "partners_bindings",
                "indexes": [models.Index(fields=["member", "began_at"], name="partners_bindings_of"), models.Index(fields=["partner", "began_at"], name="partners_bindings_to")],
                "constraints": [models.UniqueConstraint(condition=models.Q(("ended_at", None)), fields=("member",), name="partners_binding_one_at_a_time")],
            },
        ),
        migrations.CreateModel(
            name="Earning",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("line", models.BigIntegerField(null=True)),
                ("offer", models.BigIntegerField()),
                ("level", models.PositiveSmallIntegerField()),
                ("rate", models.PositiveSmallIntegerField()),
                ("due_at", models.DateTimeField()),
                ("settled_at", models.DateTimeField(null=True)),
                ("partner", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="earnings", to="partners.partner")),
                ("order", models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="earnings", to="partners.partnerorder")),
                ("work", models.OneToOneField(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="earning", to="partners.work")),
            ],
            options={
                "db_table": "partners_earnings",
                "indexes": [models.Index(condition=models.Q(("settled_at", None)), fields=["due_at"], name="partners_earnings_due")],
                "constraints": [models.UniqueConstraint(fields=("line", "level"), name="partners_earning_once"), models.CheckConstraint(condition=models.Q(("level__in", (1, 2))), name="partners_earning_level"), models.CheckConstraint(condition=models.Q(models.Q(("line__isnull", False), ("order__isnull", False), ("work", None)), models.Q(("level", 1), ("line", None), ("order", None), ("work__isnull", False)), _connector="OR"), name="partners_earning_of")],
            },
        ),
        migrations.CreateModel(
            name="CommissionEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("earned", "earned"), ("reversed", "taken back"), ("held", "held"), ("released", "let go")], max_length=8)),
                ("net", models.BigIntegerField(default=0)),
                ("amount", models.BigIntegerField(default=0)),
                ("owed", models.BooleanField(default=False)),
                ("why", models.CharField(blank=True, max_length=120)),
                ("at", models.DateTimeField()),
                ("account", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("earning", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="entries", to="partners.earning")),
                ("partner", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="entries", to="partners.partner")),
                ("payout", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="partners.payout")),
            ],
            options={
                "db_table": "partners_entries",
                "indexes": [models.Index(fields=["partner", "-at"], name="partners_entries_of"), models.Index(condition=models.Q(("payout", None)), fields=["partner"], name="partners_entries_open")],
                "constraints": [models.UniqueConstraint(condition=models.Q(("kind", "earned")), fields=("earning",), name="partners_entry_earned_once"), models.CheckConstraint(condition=models.Q(models.Q(("amount__gte", 0), ("kind", "earned"), ("net__gte", 0)), models.Q(("amount__lte", 0), ("kind", "reversed"), ("net__lte", 0)), models.Q(("amount", 0), ("kind__in", ("held", "released")), ("net", 0)), _connector="OR"), name="partners_entry_signs")],
            },
        ),
    ]
