import coterie.kit.ids
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("market", "0002_shop"),
        ("members", "0001_squashed_0006"),
    ]

    operations = [
        migrations.CreateModel(
            name="Team",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("people", models.PositiveSmallIntegerField()),
                ("hours", models.PositiveSmallIntegerField()),
                ("price", models.BigIntegerField()),
                ("began_at", models.DateTimeField(null=True)),
                ("ends_at", models.DateTimeField(null=True)),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "still open"), ("complete", "complete"), ("missed", "did not come together")],
                        default="open",
                        max_length=8,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
                (
                    "founder",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="members.member"
                    ),
                ),
                (
                    "variant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="teams", to="market.variant"
                    ),
                ),
            ],
            options={
                "db_table": "market_teams",
            },
        ),
        migrations.AddField(
            model_name="order",
            name="team",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="orders", to="market.team"
            ),
        ),
        migrations.CreateModel(
            name="TeamTerms",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("people", models.PositiveSmallIntegerField()),
                ("hours", models.PositiveSmallIntegerField()),
                ("price", models.BigIntegerField()),
                (
                    "variant",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="team_terms", to="market.variant"
                    ),
                ),
            ],
            options={
                "db_table": "market_team_terms",
            },
        ),
        migrations.AddIndex(
            model_name="team",
            index=models.Index(condition=models.Q(("state", "open")), fields=["ends_at"], name="market_teams_due"),
        ),
        migrations.AddConstraint(
            model_name="team",
            constraint=models.CheckConstraint(
                condition=models.Q(("hours__gte", 1), ("people__gte", 2), ("price__gte", 1)), name="market_team_bounds"
            ),
        ),
        migrations.AddConstraint(
            model_name="team",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("began_at__isnull", True), ("ends_at__isnull", True)),
                    models.Q(("began_at__isnull", False), ("ends_at__isnull", False)),
                    _connector="OR",
                ),
                name="market_team_began_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="team",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", "open"),
                    models.Q(("began_at__isnull", False), ("decided_at__isnull", False)),
                    _connector="OR",
                ),
                name="market_team_decided_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="teamterms",
            constraint=models.CheckConstraint(
                condition=models.Q(("hours__gte", 1), ("people__gte", 2), ("price__gte", 1)),
                name="market_team_terms_bounds",
            ),
        ),
    ]
