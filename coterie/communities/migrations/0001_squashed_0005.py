import coterie.kit.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [("communities", "0001_initial"), ("communities", "0002_target"), ("communities", "0003_identity"), ("communities", "0004_profiles"), ("communities", "0005_profile_pieces")]

    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Community",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=40, unique=True)),
                ("name", models.CharField(max_length=60)),
                ("slogan", models.CharField(blank=True, max_length=120)),
                ("state", models.CharField(choices=[("draft", "being positioned"), ("open", "open"), ("closed", "closed")], default="draft", max_length=8)),
                ("timezone", models.CharField(default="UTC", max_length=40)),
                ("currency", models.CharField(default="CNY", max_length=3)),
                ("language", models.CharField(default="en", max_length=10)),
                ("accent", models.CharField(choices=[("red", "seal red"), ("clay", "clay"), ("pine", "pine green"), ("lake", "lake blue"), ("ink", "ink blue"), ("plum", "plum")], default="red", max_length=8)),
                ("logo", models.CharField(blank=True, max_length=64)),
                ("number_pattern", models.CharField(default="No.#", max_length=20)),
                ("created_at", models.DateTimeField()),
                ("opened_at", models.DateTimeField(null=True)),
                ("opened_anyway_reason", models.CharField(blank=True, max_length=300)),
                ("closed_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "communities",
                "constraints": [models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="communities_named"), models.CheckConstraint(condition=models.Q(("state", "draft"), ("opened_at__isnull", False), _connector="OR"), name="communities_opened_when")],
            },
        ),
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
                ("pieces", models.JSONField(default=list)),
                ("photo", models.CharField(blank=True, max_length=64)),
                ("created_at", models.DateTimeField()),
                ("published_at", models.DateTimeField(null=True)),
                ("archived_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "communities_profiles",
            },
        ),
        migrations.CreateModel(
            name="RuleSet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField()),
                ("text", models.TextField(max_length=10000)),
                ("published_at", models.DateTimeField()),
            ],
            options={
                "db_table": "communities_rule_sets",
            },
        ),
        migrations.CreateModel(
            name="StaffMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("role", models.CharField(choices=[("owner", "Owner"), ("admin", "Admin"), ("host", "Host"), ("analyst", "Analyst")], max_length=8)),
                ("since", models.DateTimeField()),
            ],
            options={
                "db_table": "communities_staff",
            },
        ),
        migrations.CreateModel(
            name="Canvas",
            fields=[
                ("community", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name="canvas", serialize=False, to="communities.community")),
                ("attribute", models.CharField(blank=True, max_length=300)),
                ("goal", models.CharField(blank=True, max_length=300)),
                ("own_rules", models.CharField(blank=True, max_length=300)),
                ("what_kind", models.CharField(blank=True, max_length=300)),
                ("why_together", models.CharField(blank=True, max_length=300)),
                ("what_together", models.CharField(blank=True, max_length=300)),
                ("types", models.JSONField(default=list)),
                ("purposes", models.JSONField(default=list)),
                ("needs", models.JSONField(default=list)),
                ("portrait", models.JSONField(default=dict)),
                ("target", models.JSONField(default=dict)),
            ],
            options={
                "db_table": "communities_canvases",
            },
        ),
        migrations.AddField(
            model_name="profile",
            name="account",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name="profile",
            name="community",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="communities.community"),
        ),
        migrations.AddField(
            model_name="ruleset",
            name="community",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="rule_sets", to="communities.community"),
        ),
        migrations.AddField(
            model_name="ruleset",
            name="published_by",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name="staffmember",
            name="account",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name="staffmember",
            name="community",
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="staff", to="communities.community"),
        ),
        migrations.AddIndex(
            model_name="profile",
            index=models.Index(fields=["community", "archived_at"], name="communities_profile_book"),
        ),
        migrations.AddConstraint(
            model_name="profile",
            constraint=models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="communities_profile_named"),
        ),
        migrations.AddConstraint(
            model_name="ruleset",
            constraint=models.UniqueConstraint(fields=("community", "version"), name="communities_rules_version_once"),
        ),
        migrations.AddConstraint(
            model_name="ruleset",
            constraint=models.CheckConstraint(condition=models.Q(("text", ""), _negated=True), name="communities_rules_said"),
        ),
        migrations.AddConstraint(
            model_name="staffmember",
            constraint=models.UniqueConstraint(fields=("community", "account"), name="communities_one_role_each"),
        ),
        migrations.AddConstraint(
            model_name="staffmember",
            constraint=models.UniqueConstraint(condition=models.Q(("role", "owner")), fields=("community",), name="communities_one_owner"),
        ),
    ]
