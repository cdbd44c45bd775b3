import coterie.kit.ids
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("communities", "0003_identity"),
        ("groups", "0002_reading_and_pace"),
        ("members", "0003_badges_and_cards"),
        ("rituals", "0002_guests"),
    ]

    operations = [
        migrations.CreateModel(
            name="Rally",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("title", models.CharField(max_length=80)),
                ("task", models.TextField(max_length=2000)),
                ("tag", models.CharField(max_length=40)),
                ("called_at", models.DateTimeField()),
                ("closes_at", models.DateTimeField()),
                ("community", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="communities.community")),
            ],
            options={
                "db_table": "rituals_rallies",
            },
        ),
        migrations.CreateModel(
            name="RallyCall",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("came_at", models.DateTimeField(null=True)),
                ("words", models.CharField(blank=True, max_length=300)),
                ("member", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.member")),
                ("rally", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="calls", to="rituals.rally")),
            ],
            options={
                "db_table": "rituals_rally_calls",
            },
        ),
        migrations.CreateModel(
            name="Trial",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("title", models.CharField(max_length=80)),
                ("brief", models.TextField(blank=True, max_length=2000)),
                ("places", models.PositiveIntegerField()),
                ("apply_until", models.DateTimeField()),
                ("feedback_until", models.DateTimeField()),
                ("questions", models.JSONField(default=list)),
                ("drawn_by", models.CharField(blank=True, max_length=32)),
                ("created_at", models.DateTimeField()),
                ("community", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="communities.community")),
                ("group", models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="groups.group")),
            ],
            options={
                "db_table": "rituals_trials",
            },
        ),
        migrations.CreateModel(
            name="TrialApplication",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("why", models.CharField(max_length=300)),
                ("state", models.CharField(choices=[("applied", "wants to take part"), ("chosen", "takes part"), ("not", "does not take part")], default="applied", max_length=8)),
                ("applied_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("stars", models.PositiveSmallIntegerField(null=True)),
                ("answers", models.JSONField(default=list)),
                ("answered_at", models.DateTimeField(null=True)),
                ("member", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.member")),
                ("trial", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="applications", to="rituals.trial")),
            ],
            options={
                "db_table": "rituals_trial_applications",
            },
        ),
        migrations.AddIndex(
            model_name="rally",
            index=models.Index(fields=["community", "-called_at"], name="rituals_rallies_of"),
        ),
        migrations.AddConstraint(
            model_name="rally",
            constraint=models.CheckConstraint(condition=models.Q(("title", ""), _negated=True), name="rituals_rally_named"),
        ),
        migrations.AddConstraint(
            model_name="rally",
            constraint=models.CheckConstraint(condition=models.Q(("closes_at__gt", models.F("called_at"))), name="rituals_rally_forward"),
        ),
        migrations.AddIndex(
            model_name="rallycall",
            index=models.Index(fields=["member", "came_at"], name="rituals_calls_of_member"),
        ),
        migrations.AddConstraint(
            model_name="rallycall",
            constraint=models.UniqueConstraint(fields=("rally", "member"), name="rituals_called_once"),
        ),
        migrations.AddIndex(
            model_name="trial",
            index=models.Index(fields=["community", "apply_until"], name="rituals_trials_of"),
        ),
        migrations.AddConstraint(
            model_name="trial",
            constraint=models.CheckConstraint(condition=models.Q(("title", ""), _negated=True), name="rituals_trial_named"),
        ),
        migrations.AddConstraint(
            model_name="trial",
            constraint=models.CheckConstraint(condition=models.Q(("places__gte", 1)), name="rituals_trial_with_places"),
        ),
        migrations.AddConstraint(
            model_name="trial",
            constraint=models.CheckConstraint(condition=models.Q(("feedback_until__gt", models.F("apply_until"))), name="rituals_trial_forward"),
        ),
        migrations.AddConstraint(
            model_name="trialapplication",
            constraint=models.UniqueConstraint(fields=("trial", "member"), name="rituals_apply_once"),
        ),
        migrations.AddConstraint(
            model_name="trialapplication",
            constraint=models.CheckConstraint(condition=models.Q(("stars__isnull", True), models.Q(("stars__gte", 1), ("stars__lte", 5)), _connector="OR"), name="rituals_trial_stars_in_range"),
        ),
        migrations.AddConstraint(
            model_name="trialapplication",
            constraint=models.CheckConstraint(condition=models.Q(("answered_at__isnull", True), ("state", "chosen"), _connector="OR"), name="rituals_feedback_of_the_chosen"),
        ),
    ]
