import coterie.kit.ids
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [("rewards", "0001_initial"), ("rewards", "0002_inviting")]

    initial = True

    dependencies = [
        ("communities", "0001_squashed_0005"),
        ("groups", "0001_squashed_0002"),
        ("members", "0001_squashed_0006"),
    ]

    operations = [
        migrations.CreateModel(
            name="Envelope",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("words", models.CharField(max_length=60)),
                ("amount", models.PositiveIntegerField()),
                ("count", models.PositiveIntegerField()),
                ("split", models.CharField(choices=[("lucky", "by luck"), ("equal", "equally")], default="lucky", max_length=5)),
                ("offered_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("group", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="groups.group")),
                ("member", models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.member")),
            ],
            options={
                "db_table": "rewards_envelopes",
                "indexes": [models.Index(fields=["group", "-offered_at"], name="rewards_envelopes_in"), models.Index(condition=models.Q(("closed_at", None)), fields=["ends_at"], name="rewards_envelopes_due")],
                "constraints": [models.CheckConstraint(condition=models.Q(("amount__gte", models.F("count")), ("count__gte", 1)), name="rewards_envelope_splits")],
            },
        ),
        migrations.CreateModel(
            name="Level",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=30)),
                ("from_points", models.PositiveIntegerField()),
                ("perks", models.CharField(blank=True, max_length=300)),
                ("badge", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="members.badge")),
                ("community", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="communities.community")),
            ],
            options={
                "db_table": "rewards_levels",
                "constraints": [models.UniqueConstraint(fields=("community", "number"), name="rewards_level_once"), models.UniqueConstraint(fields=("community", "from_points"), name="rewards_level_apart"), models.CheckConstraint(condition=models.Q(("number__gte", 1)), name="rewards_level_numbered"), models.CheckConstraint(condition=models.Q(("title", ""), _negated=True), name="rewards_level_titled")],
            },
        ),
        migrations.CreateModel(
            name="PointsPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(blank=True, max_length=20)),
                ("begun_at", models.DateTimeField(null=True)),
                ("monthly_budget", models.PositiveIntegerField(null=True)),
                ("life_months", models.PositiveSmallIntegerField(null=True)),
                ("least_givers", models.PositiveSmallIntegerField(default=3)),
                ("community", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="communities.community")),
            ],
            options={
                "db_table": "rewards_plans",
                "constraints": [models.CheckConstraint(condition=models.Q(("least_givers__gte", 1)), name="rewards_plan_givers"), models.CheckConstraint(condition=models.Q(("life_months", None), ("life_months__gte", 1), _connector="OR"), name="rewards_plan_life")],
            },
        ),
        migrations.CreateModel(
            name="Prize",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("name", models.CharField(max_length=60)),
                ("text", models.CharField(blank=True, max_length=600)),
                ("price", models.PositiveIntegerField()),
                ("left", models.PositiveIntegerField(null=True)),
                ("most_each", models.PositiveSmallIntegerField(null=True)),
                ("level", models.PositiveSmallIntegerField(default=0)),
                ("created_at", models.DateTimeField()),
                ("closed_at", models.DateTimeField(null=True)),
                ("community", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="communities.community")),
            ],
            options={
                "db_table": "rewards_prizes",
                "indexes": [models.Index(fields=["community", "closed_at"], name="rewards_prizes_in")],
                "constraints": [models.CheckConstraint(condition=models.Q(("name", ""), _negated=True), name="rewards_prize_named"), models.CheckConstraint(condition=models.Q(("price__gte", 1)), name="rewards_prize_priced"), models.CheckConstraint(condition=models.Q(("left", None), ("left__gte", 0), _connector="OR"), name="rewards_prize_left")],
            },
        ),
        migrations.CreateModel(
            name="Rank",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("score", models.PositiveBigIntegerField()),
                ("level", models.PositiveSmallIntegerField(default=0)),
                ("since", models.DateTimeField()),
                ("community", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="communities.community")),
                ("member", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.member")),
            ],
            options={
                "db_table": "rewards_ranks",
                "indexes": [models.Index(fields=["community", "-score"], name="rewards_ranks_of")],
            },
        ),
        migrations.CreateModel(
            name="Award",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("deed", models.CharField(choices=[("check_in", "checking in"), ("challenge", "finishing a challenge"), ("first_words", "the first message of a day"), ("mark", "a contribution that somebody marks as good"), ("reaction", "a message to which somebody reacts"), ("answer", "an answer that settles a question"), ("topic", "proposing the topic that is chosen"), ("question", "a question that a guest is asked"), ("rating", "rating a session"), ("vote", "voting"), ("trial", "saying how a trial was"), ("rally", "answering a rally"), ("gathering", "coming to a gathering"), ("first_week", "a task of the first week"), ("inviting", "bringing friends, or coming as one"), ("gift", "a gift of the hosts")], max_length=12)),
                ("source", models.CharField(max_length=60)),
                ("points", models.PositiveIntegerField()),
                ("on", models.DateField()),
                ("at", models.DateTimeField()),
                ("note", models.CharField(blank=True, max_length=120)),
                ("entry", models.BigIntegerField()),
                ("revoked_at", models.DateTimeField(null=True)),
                ("community", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="communities.community")),
                ("giver", models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.member")),
                ("member", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.member")),
            ],
            options={
                "db_table": "rewards_awards",
                "indexes": [models.Index(fields=["member", "deed", "on"], name="rewards_award_of"), models.Index(fields=["giver", "deed", "on"], name="rewards_award_by"), models.Index(fields=["community", "at"], name="rewards_award_in"), models.Index(fields=["community", "on"], name="rewards_award_month"), models.Index(fields=["entry"], name="rewards_award_entry")],
                "constraints": [models.UniqueConstraint(fields=("member", "deed", "source"), name="rewards_award_once"), models.CheckConstraint(condition=models.Q(("points__gte", 1)), name="rewards_award_gives")],
            },
        ),
        migrations.CreateModel(
            name="EnvelopeShare",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveIntegerField()),
                ("points", models.PositiveIntegerField()),
                ("taken_at", models.DateTimeField(null=True)),
                ("envelope", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="shares", to="rewards.envelope")),
                ("member", models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.member")),
            ],
            options={
                "db_table": "rewards_shares",
                "indexes": [models.Index(condition=models.Q(("member", None)), fields=["envelope", "number"], name="rewards_share_free")],
                "constraints": [models.UniqueConstraint(fields=("envelope", "number"), name="rewards_share_once"), models.UniqueConstraint(fields=("envelope", "member"), name="rewards_share_each"), models.CheckConstraint(condition=models.Q(("points__gte", 1)), name="rewards_share_gives"), models.CheckConstraint(condition=models.Q(models.Q(("member", None), ("taken_at", None)), models.Q(("member__isnull", False), ("taken_at__isnull", False)), _connector="OR"), name="rewards_share_taken_when")],
            },
        ),
        migrations.CreateModel(
            name="PointsRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("deed", models.CharField(choices=[("check_in", "checking in"), ("challenge", "finishing a challenge"), ("first_words", "the first message of a day"), ("mark", "a contribution that somebody marks as good"), ("reaction", "a message to which somebody reacts"), ("answer", "an answer that settles a question"), ("topic", "proposing the topic that is chosen"), ("question", "a question that a guest is asked"), ("rating", "rating a session"), ("vote", "voting"), ("trial", "saying how a trial was"), ("rally", "answering a rally"), ("gathering", "coming to a gathering"), ("first_week", "a task of the first week"), ("inviting", "bringing friends, or coming as one"), ("gift", "a gift of the hosts")], max_length=12)),
                ("points", models.PositiveIntegerField()),
                ("most_a_day", models.PositiveSmallIntegerField(null=True)),
                ("most_by_giver", models.PositiveSmallIntegerField(null=True)),
                ("plan", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="rules", to="rewards.pointsplan")),
            ],
            options={
                "db_table": "rewards_rules",
                "constraints": [models.UniqueConstraint(fields=("plan", "deed"), name="rewards_rule_once"), models.CheckConstraint(condition=models.Q(("points__gte", 1)), name="rewards_rule_gives")],
            },
        ),
        migrations.CreateModel(
            name="Purchase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("points", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                ("entry", models.BigIntegerField(unique=True)),
                ("state", models.CharField(choices=[("asked", "to be handed over"), ("delivered", "handed over"), ("returned", "taken back")], default="asked", max_length=9)),
                ("note", models.CharField(blank=True, max_length=300)),
                ("settled_at", models.DateTimeField(null=True)),
                ("member", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.member")),
                ("prize", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="purchases", to="rewards.prize")),
            ],
            options={
                "db_table": "rewards_purchases",
                "indexes": [models.Index(fields=["prize", "state"], name="rewards_purchases_of"), models.Index(fields=["member", "-at"], name="rewards_purchases_by")],
            },
        ),
    ]
