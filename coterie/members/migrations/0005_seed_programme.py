
import coterie.kit.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("communities", "0005_profile_pieces"),
        ("members", "0004_letter_wishes"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Follow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateTimeField()),
                ("member", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="follows", to="members.member")),
                ("profile", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="communities.profile")),
            ],
            options={
                "db_table": "members_follows",
                "constraints": [models.UniqueConstraint(fields=("member", "profile"), name="members_follow_once")],
            },
        ),
        migrations.CreateModel(
            name="SeedMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("reasons", models.JSONField(default=list)),
                ("invited_at", models.DateTimeField()),
                ("answered_at", models.DateTimeField(null=True)),
                ("since", models.DateTimeField(null=True)),
                ("tag", models.CharField(blank=True, max_length=40)),
                ("promoted_at", models.DateTimeField(null=True)),
                ("promoted_to", models.CharField(blank=True, choices=[("leader", "opinion leader"), ("partner", "partner")], max_length=8)),
                ("ended_at", models.DateTimeField(null=True)),
                ("community", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="communities.community")),
                ("invited_by", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("member", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="seeds", to="members.member")),
            ],
            options={
                "db_table": "members_seeds",
                "indexes": [models.Index(fields=["community", "ended_at"], name="members_seeds_of")],
                "constraints": [models.UniqueConstraint(condition=models.Q(("ended_at", None)), fields=("member",), name="members_seed_once_at_a_time"), models.CheckConstraint(condition=models.Q(("since__isnull", True), ("answered_at__isnull", False), _connector="OR"), name="members_seed_said_yes"), models.CheckConstraint(condition=models.Q(models.Q(("promoted_at__isnull", True), ("promoted_to", "")), models.Q(("promoted_at__isnull", False), ("since__isnull", False), models.Q(("promoted_to", ""), _negated=True)), _connector="OR"), name="members_seed_promoted_when")],
            },
        ),
    ]
