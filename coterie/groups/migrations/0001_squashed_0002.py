import coterie.kit.ids
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [("groups", "0001_initial"), ("groups", "0002_reading_and_pace")]

    initial = True

    dependencies = [
        ("communities", "0001_squashed_0005"),
        ("members", "0001_squashed_0006"),
    ]

    operations = [
        migrations.CreateModel(
            name="Group",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("name", models.CharField(max_length=60)),
                ("tier", models.CharField(choices=[("basic", "Basic"), ("topic", "Topic"), ("crowdfunding", "Crowdfunding"), ("vip", "VIP")], default="basic", max_length=12)),
                ("capacity", models.PositiveIntegerField(default=200)),
                ("taken", models.PositiveIntegerField(default=0)),
                ("description", models.CharField(blank=True, max_length=300)),
                ("slow_seconds", models.PositiveIntegerField(default=0)),
                ("quiet_from", models.TimeField(null=True)),
                ("quiet_to", models.TimeField(null=True)),
                ("created_at", models.DateTimeField()),
                ("archived_at", models.DateTimeField(null=True)),
                ("community", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="communities.community")),
                ("leads_to", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="led_from", to="groups.group")),
            ],
            options={
                "db_table": "groups",
                "constraints": [models.UniqueConstraint(fields=("community", "name"), name="groups_name_once"), models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="groups_named"), models.CheckConstraint(condition=models.Q(("capacity__gte", 1)), name="groups_with_room"), models.CheckConstraint(condition=models.Q(models.Q(("quiet_from__isnull", True), ("quiet_to__isnull", True)), models.Q(("quiet_from__isnull", False), ("quiet_to__isnull", False)), _connector="OR"), name="groups_quiet_has_both_ends")],
            },
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("joined_at", models.DateTimeField()),
                ("left_at", models.DateTimeField(null=True)),
                ("read_at", models.DateTimeField(null=True)),
                ("notify", models.CharField(choices=[("all", "Everything"), ("named", "When somebody names me or answers me"), ("nothing", "Nothing")], db_default="all", default="all", max_length=8)),
                ("group", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="memberships", to="groups.group")),
                ("member", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.member")),
            ],
            options={
                "db_table": "groups_memberships",
                "indexes": [models.Index(fields=["member", "left_at"], name="groups_of_member")],
                "constraints": [models.UniqueConstraint(condition=models.Q(("left_at", None)), fields=("group", "member"), name="groups_one_seat_each")],
            },
        ),
    ]
