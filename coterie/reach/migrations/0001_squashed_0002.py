import coterie.kit.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [("reach", "0001_initial"), ("reach", "0002_push_devices")]

    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("communities", "0001_squashed_0005"),
        ("groups", "0001_squashed_0002"),
    ]

    operations = [
        migrations.CreateModel(
            name="PushDevice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("endpoint", models.CharField(max_length=600, unique=True)),
                ("p256dh", models.CharField(max_length=120)),
                ("auth", models.CharField(max_length=40)),
                ("added_at", models.DateTimeField()),
                ("account", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "db_table": "reach_push_devices",
            },
        ),
        migrations.CreateModel(
            name="ImportRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("kind", models.CharField(max_length=20)),
                ("file", models.CharField(max_length=200)),
                ("started_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("report", models.JSONField(null=True)),
                ("account", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("community", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="communities.community")),
                ("group", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="groups.group")),
            ],
            options={
                "db_table": "reach_import_runs",
                "indexes": [models.Index(fields=["community", "-id"], name="reach_import_runs_list")],
                "constraints": [models.CheckConstraint(condition=models.Q(("ended_at__isnull", True), ("report__isnull", False), _connector="OR"), name="reach_import_run_ended_with_report")],
            },
        ),
        migrations.CreateModel(
            name="Imprint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("mark", models.CharField(max_length=40)),
                ("community", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="communities.community")),
            ],
            options={
                "db_table": "reach_imprints",
                "constraints": [models.UniqueConstraint(fields=("community", "mark"), name="reach_imprint_once")],
            },
        ),
    ]
