import coterie.kit.ids
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("growth", "0007_holdout"),
        ("members", "0001_squashed_0006"),
    ]

    operations = [
        migrations.CreateModel(
            name="Team",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("name", models.CharField(blank=True, max_length=40)),
                ("founded_at", models.DateTimeField()),
                ("told", models.CharField(choices=[("open", "still open"), ("complete", "complete"), ("missed", "did not come together")], default="open", max_length=8)),
                ("told_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "growth_teams",
            },
        ),
        migrations.RemoveConstraint(
            model_name="rewardgrant",
            name="growth_grant_once",
        ),
        migrations.AddField(
            model_name="campaignterms",
            name="team_hours",
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AlterField(
            model_name="campaign",
            name="kind",
            field=models.CharField(choices=[("individual", "who brings friends"), ("two_sided", "who brings friends, and the friends"), ("group", "all together"), ("team", "teams")], max_length=12),
        ),
        migrations.AlterField(
            model_name="milestone",
            name="side",
            field=models.CharField(choices=[("inviter", "who invited"), ("friend", "the friend"), ("group", "all together, every so many friends"), ("team", "each of a team of so many people")], default="inviter", max_length=8),
        ),
        migrations.AddConstraint(
            model_name="campaignterms",
            constraint=models.CheckConstraint(condition=models.Q(("team_hours", None), ("team_hours__gte", 1), _connector="OR"), name="growth_terms_team_hours"),
        ),
        migrations.AddField(
            model_name="team",
            name="founder",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="teams", to="growth.participant"),
        ),
        migrations.AddField(
            model_name="rewardgrant",
            name="team",
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="grants", to="growth.team"),
        ),
        migrations.AddConstraint(
            model_name="rewardgrant",
            constraint=models.UniqueConstraint(condition=models.Q(("reached", 0), ("team", None)), fields=("participant", "milestone", "member"), name="growth_grant_once"),
        ),
        migrations.AddConstraint(
            model_name="rewardgrant",
            constraint=models.UniqueConstraint(condition=models.Q(("team__isnull", False)), fields=("team", "member"), name="growth_grant_team_once"),
        ),
        migrations.AddIndex(
            model_name="team",
            index=models.Index(condition=models.Q(("told", "open")), fields=["founder"], name="growth_teams_open"),
        ),
        migrations.AddConstraint(
            model_name="team",
            constraint=models.UniqueConstraint(fields=("founder", "founded_at"), name="growth_team_once"),
        ),
        migrations.AddConstraint(
            model_name="team",
            constraint=models.CheckConstraint(condition=models.Q(("told", "open"), ("told_at__isnull", False), _connector="OR"), name="growth_team_told_when"),
        ),
    ]
