
import coterie.kit.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("communities", "0003_identity"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Profile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("kind", models.CharField(choices=[("person", "a person"), ("brand", "a brand")], default="person", max_length=8)),
                ("name", models.CharField(max_length=60)),
                ("headline", models.CharField(blank=True, max_length=120)),
                ("persona", models.TextField(blank=True, max_length=2000)),
                ("expertise", models.JSONField(default=list)),
                ("endorsements", models.JSONField(default=list)),
                ("photo", models.CharField(blank=True, max_length=64)),
                ("created_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(null=True)),
                ("archived_at", models.DateTimeField(null=True)),
                ("account", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("community", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="communities.community")),
            ],
            options={
                "db_table": "communities_profiles",
                "indexes": [models.Index(fields=["community", "archived_at"], name="communities_profile_book")],
                "constraints": [models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="communities_profile_named")],
            },
        ),
    ]
