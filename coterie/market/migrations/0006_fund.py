
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("market", "0005_plans"),
    ]

    operations = [
        migrations.AlterField(
            model_name="offer",
            name="state",
            field=models.CharField(choices=[("draft", "being written"), ("open", "for sale"), ("closed", "no longer for sale"), ("hidden", "for sale on another page")], default="draft", max_length=6),
        ),
        migrations.CreateModel(
            name="Project",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("all_or_nothing", "All or nothing"), ("keep_it_all", "What comes is kept")], max_length=14)),
                ("goal", models.BigIntegerField()),
                ("ends_at", models.DateTimeField()),
                ("fix_days", models.PositiveSmallIntegerField(default=0)),
                ("ends_when_reached", models.BooleanField(default=False)),
                ("gathering", models.BigIntegerField(null=True)),
                ("state", models.CharField(choices=[("draft", "being written"), ("running", "running"), ("won", "made it"), ("lost", "missed its goal"), ("cancelled", "called off")], default="draft", max_length=9)),
                ("decided_at", models.DateTimeField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
                ("offer", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="project", to="market.offer")),
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
                ("project", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="updates", to="market.project")),
            ],
            options={
                "db_table": "market_updates",
                "ordering": ("-at", "-id"),
            },
        ),
        migrations.CreateModel(
            name="Stretch",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("amount", models.BigIntegerField()),
                ("text", models.CharField(max_length=200)),
                ("reached_at", models.DateTimeField(null=True)),
                ("project", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="stretches", to="market.project")),
            ],
            options={
                "db_table": "market_stretches",
                "ordering": ("amount",),
            },
        ),
        migrations.CreateModel(
            name="Tier",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(blank=True, max_length=600)),
                ("project", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="tiers", to="market.project")),
                ("variant", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="tier", to="market.variant")),
            ],
            options={
                "db_table": "market_tiers",
            },
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
            constraint=models.CheckConstraint(condition=models.Q(("state__in", ["draft", "running"]), ("decided_at__isnull", False), _connector="OR"), name="market_project_decided_when"),
        ),
        migrations.AddConstraint(
            model_name="stretch",
            constraint=models.UniqueConstraint(fields=("project", "amount"), name="market_stretch_once"),
        ),
    ]
