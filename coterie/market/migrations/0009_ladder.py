import coterie.kit.ids
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("communities", "0001_squashed_0005"),
        ("market", "0006_fund"),
    ]

    operations = [
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
                (
                    "community",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="communities.community",
                    ),
                ),
            ],
            options={
                "db_table": "market_ladders",
            },
        ),
        migrations.CreateModel(
            name="Rung",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveSmallIntegerField()),
                ("weight", models.PositiveSmallIntegerField(default=1)),
                (
                    "ladder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rungs", to="market.ladder"
                    ),
                ),
                (
                    "offer",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="market.offer"),
                ),
            ],
            options={
                "db_table": "market_rungs",
                "ordering": ("position",),
            },
        ),
        migrations.AddField(
            model_name="ladder",
            name="winner",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="market.rung"
            ),
        ),
        migrations.CreateModel(
            name="Showing",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("unit", models.CharField(blank=True, max_length=24)),
                ("at", models.DateTimeField()),
                (
                    "ladder",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="showings",
                        to="market.ladder",
                    ),
                ),
                (
                    "rung",
                    models.ForeignKey(
                        db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="market.rung"
                    ),
                ),
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
                (
                    "ladder",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="market.ladder",
                    ),
                ),
                (
                    "showing",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="known", to="market.showing"
                    ),
                ),
            ],
            options={
                "db_table": "market_shown_to",
            },
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
    ]
