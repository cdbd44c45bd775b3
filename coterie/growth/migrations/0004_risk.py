import coterie.kit.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("communities", "0001_squashed_0005"),
        ("growth", "0003_policy"),
        ("members", "0001_squashed_0006"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Hold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("state", models.CharField(choices=[("waiting", "waits for a decision"), ("passed", "let through"), ("refused", "refused"), ("gone", "nothing to decide any more")], default="waiting", max_length=7)),
                ("score", models.FloatField()),
                ("signs", models.JSONField()),
                ("held_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("campaign", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="holds", to="growth.campaign")),
                ("member", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.member")),
                ("participant", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="holds", to="growth.participant")),
            ],
            options={
                "db_table": "growth_holds",
                "indexes": [models.Index(fields=["campaign", "state"], name="growth_holds_in")],
                "constraints": [models.UniqueConstraint(fields=("campaign", "member"), name="growth_hold_once"), models.CheckConstraint(condition=models.Q(("score__range", (0, 1))), name="growth_hold_score")],
            },
        ),
        migrations.CreateModel(
            name="RiskRules",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("strictness", models.CharField(choices=[("mild", "mild"), ("usual", "usual"), ("strict", "strict")], default="usual", max_length=6)),
                ("off", models.JSONField(default=list)),
                ("weights", models.JSONField(default=dict)),
                ("learned", models.PositiveIntegerField(default=0)),
                ("made_at", models.DateTimeField()),
                ("account", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("community", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="communities.community")),
            ],
            options={
                "db_table": "growth_risk_rules",
                "constraints": [models.UniqueConstraint(fields=("community", "number"), name="growth_risk_rules_once")],
            },
        ),
    ]
