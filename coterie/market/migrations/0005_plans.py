
import coterie.kit.ids
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("market", "0004_courses"),
        ("members", "0001_squashed_0006"),
    ]

    operations = [
        migrations.CreateModel(
            name="PlanTerms",
            fields=[
                ("variant", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name="terms", serialize=False, to="market.variant")),
                ("period", models.CharField(choices=[("days", "days"), ("months", "months"), ("years", "years")], max_length=6)),
                ("count", models.PositiveSmallIntegerField(default=1)),
                ("trial_days", models.PositiveSmallIntegerField(default=0)),
                ("grace_days", models.PositiveSmallIntegerField(default=7)),
                ("pause_days", models.PositiveSmallIntegerField(default=0)),
                ("renews", models.BooleanField(default=True)),
            ],
            options={
                "db_table": "market_plan_terms",
                "constraints": [models.CheckConstraint(condition=models.Q(("count__gte", 1)), name="market_plan_terms_last")],
            },
        ),
        migrations.CreateModel(
            name="Subscription",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("state", models.CharField(choices=[("trial", "being tried"), ("active", "running"), ("grace", "to be paid"), ("paused", "paused"), ("ended", "ended")], max_length=6)),
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
                ("member", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.member")),
                ("next_variant", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="market.variant")),
                ("offer", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="subscriptions", to="market.offer")),
                ("variant", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="market.variant")),
            ],
            options={
                "db_table": "market_subscriptions",
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
                ("line", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="turn", to="market.orderline")),
                ("subscription", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="turns", to="market.subscription")),
            ],
            options={
                "db_table": "market_turns",
            },
        ),
        migrations.AddIndex(
            model_name="subscription",
            index=models.Index(condition=models.Q(("state", "ended"), _negated=True), fields=["paid_until"], name="market_plans_due"),
        ),
        migrations.AddIndex(
            model_name="subscription",
            index=models.Index(condition=models.Q(("state", "ended"), _negated=True), fields=["until"], name="market_plans_ending"),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.UniqueConstraint(condition=models.Q(("state", "ended"), _negated=True), fields=("member", "offer"), name="market_plan_one_at_a_time"),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.UniqueConstraint(condition=models.Q(("tried_at__isnull", False)), fields=("member", "offer"), name="market_plan_tried_once"),
        ),
        migrations.AddConstraint(
            model_name="subscription",
            constraint=models.CheckConstraint(condition=models.Q(models.Q(("paused_from__isnull", False), ("state", "paused"), ("until", None)), models.Q(models.Q(("state", "paused"), _negated=True), ("paused_from", None), ("until__isnull", False)), _connector="OR"), name="market_plan_paused_when"),
        ),
        migrations.AddConstraint(
            model_name="turn",
            constraint=models.UniqueConstraint(condition=models.Q(("dropped_at", None), ("paid_at", None)), fields=("subscription",), name="market_turn_asked_once"),
        ),
        migrations.AddConstraint(
            model_name="turn",
            constraint=models.CheckConstraint(condition=models.Q(("paid_at", None), models.Q(("since__isnull", False), ("until__gte", models.F("since"))), _connector="OR"), name="market_turn_lasts"),
        ),
        migrations.AddConstraint(
            model_name="turn",
            constraint=models.CheckConstraint(condition=models.Q(("amount__gte", 0), ("credit__gte", 0)), name="market_turn_amounts"),
        ),
    ]
