import coterie.kit.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [("members", "0001_initial"), ("members", "0002_needs"), ("members", "0003_badges_and_cards"), ("members", "0004_letter_wishes"), ("members", "0005_seed_programme"), ("members", "0006_letters_of_pieces")]

    initial = True

    dependencies = [
        ("accounts", "0001_initial"),
        ("communities", "0001_squashed_0005"),
    ]

    operations = [
        migrations.CreateModel(
            name="NumberLine",
            fields=[
                ("community", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name="+", serialize=False, to="communities.community")),
                ("last", models.PositiveIntegerField(default=0)),
            ],
            options={
                "db_table": "members_number_lines",
            },
        ),
        migrations.CreateModel(
            name="Badge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("name", models.CharField(max_length=30)),
                ("symbol", models.CharField(choices=[("star", "a star"), ("heart", "a heart"), ("book", "a book"), ("gift", "a gift"), ("shield", "a shield"), ("flag", "a flag"), ("sun", "a sun"), ("key", "a key")], max_length=8)),
                ("text", models.CharField(blank=True, max_length=120)),
                ("created_at", models.DateTimeField()),
                ("community", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="communities.community")),
            ],
            options={
                "db_table": "members_badges",
                "constraints": [models.UniqueConstraint(fields=("community", "name"), name="members_badge_once"), models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="members_badge_named")],
            },
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("number", models.PositiveIntegerField()),
                ("name", models.CharField(max_length=60)),
                ("title", models.CharField(blank=True, max_length=30)),
                ("needs", models.JSONField(default=list)),
                ("line", models.CharField(blank=True, max_length=120)),
                ("card_key", models.CharField(max_length=20, null=True, unique=True)),
                ("state", models.CharField(choices=[("active", "member"), ("left", "left"), ("removed", "removed")], default="active", max_length=8)),
                ("joined_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("external_ref", models.CharField(max_length=120, null=True)),
                ("account", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("community", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="communities.community")),
            ],
            options={
                "db_table": "members",
                "indexes": [models.Index(fields=["community", "state", "-number"], name="members_list")],
                "constraints": [models.UniqueConstraint(fields=("community", "number"), name="members_number_once"), models.UniqueConstraint(fields=("community", "account"), name="members_once_per_account"), models.UniqueConstraint(fields=("community", "external_ref"), name="members_once_per_ref"), models.CheckConstraint(condition=models.Q(models.Q(("ended_at", None), ("state", "active")), models.Q(("state", "active"), _negated=True), _connector="OR"), name="members_ended_when")],
            },
        ),
        migrations.CreateModel(
            name="LetterWish",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(blank=True, choices=[("", "never"), ("daily", "every morning, when there is something"), ("weekly", "on Monday mornings")], default="", max_length=6)),
                ("calls", models.BooleanField(default=False)),
                ("pieces", models.BooleanField(db_default=False, default=False)),
                ("secret", models.CharField(default=coterie.kit.ids.new_secret, editable=False, max_length=64, unique=True)),
                ("changed_at", models.DateTimeField()),
                ("digested_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
                ("member", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="letter_wish", to="members.member")),
            ],
            options={
                "db_table": "members_letter_wishes",
                "indexes": [models.Index(fields=["due_at"], name="members_digests_due")],
                "constraints": [models.CheckConstraint(condition=models.Q(models.Q(("digest", ""), ("due_at", None)), models.Q(models.Q(("digest", ""), _negated=True), ("due_at__isnull", False)), _connector="OR"), name="members_digest_due_when")],
            },
        ),
        migrations.CreateModel(
            name="GivenBadge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=120)),
                ("at", models.DateTimeField()),
                ("badge", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.badge")),
                ("member", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="badges", to="members.member")),
            ],
            options={
                "db_table": "members_given_badges",
                "constraints": [models.UniqueConstraint(fields=("member", "badge"), name="members_badge_given_once"), models.CheckConstraint(condition=models.Q(("reason", ""), _negated=True), name="members_badge_given_why")],
            },
        ),
        migrations.CreateModel(
            name="Follow",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateTimeField()),
                ("profile", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="communities.profile")),
                ("member", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="follows", to="members.member")),
            ],
            options={
                "db_table": "members_follows",
                "constraints": [models.UniqueConstraint(fields=("member", "profile"), name="members_follow_once")],
            },
        ),
        migrations.CreateModel(
            name="RulesAcceptance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("member", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.member")),
                ("rules", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="communities.ruleset")),
            ],
            options={
                "db_table": "members_rules_acceptances",
                "constraints": [models.UniqueConstraint(fields=("member", "rules"), name="members_rules_accepted_once")],
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
        migrations.CreateModel(
            name="Tag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=40)),
                ("community", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="communities.community")),
            ],
            options={
                "db_table": "members_tags",
                "constraints": [models.UniqueConstraint(fields=("community", "name"), name="members_tag_once"), models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="members_tag_named")],
            },
        ),
        migrations.CreateModel(
            name="MemberTag",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateTimeField()),
                ("member", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="member_tags", to="members.member")),
                ("tag", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.tag")),
            ],
            options={
                "db_table": "members_member_tags",
                "constraints": [models.UniqueConstraint(fields=("member", "tag"), name="members_tagged_once")],
            },
        ),
    ]
