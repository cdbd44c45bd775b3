import coterie.joining.models.onboarding
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("communities", "0001_initial"),
        ("joining", "0016_keyword_replies"),
        ("members", "0002_needs"),
    ]

    operations = [
        migrations.AddField(
            model_name="channel",
            name="welcome",
            field=models.CharField(blank=True, max_length=500),
        ),
        migrations.CreateModel(
            name="Newcomer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("joined_at", models.DateTimeField()),
                ("done", models.JSONField(default=dict)),
                ("deeds", models.JSONField(default=dict)),
                ("tasks", models.JSONField(default=dict)),
                ("channel", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="joining.channel")),
                ("community", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="communities.community")),
                ("member", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.member")),
            ],
            options={
                "db_table": "joining_newcomers",
                "indexes": [models.Index(fields=["community", "-joined_at"], name="joining_newcomers_latest")],
            },
        ),
        migrations.CreateModel(
            name="Onboarding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.BooleanField(default=True)),
                ("welcome", models.CharField(blank=True, max_length=500)),
                ("asks_needs", models.BooleanField(default=True)),
                ("check_questions", models.JSONField(default=list)),
                ("check_needed", models.BooleanField(default=False)),
                ("prompts", models.JSONField(default=list)),
                ("path", models.JSONField(default=coterie.joining.models.onboarding.usual_path)),
                ("answer_minutes", models.PositiveSmallIntegerField(default=10)),
                ("community", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="communities.community")),
            ],
            options={
                "db_table": "joining_onboardings",
                "constraints": [models.CheckConstraint(condition=models.Q(("answer_minutes__gte", 1)), name="joining_answers_later")],
            },
        ),
    ]
