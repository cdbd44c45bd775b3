import coterie.kit.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [("growth", "0001_initial"), ("growth", "0002_plan"), ("growth", "0003_policy"), ("growth", "0004_risk"), ("growth", "0005_kinds"), ("growth", "0006_medium"), ("growth", "0007_holdout"), ("growth", "0008_teams")]

    initial = True

    dependencies = [
        ("communities", "0001_squashed_0005"),
        ("groups", "0001_squashed_0002"),
        ("market", "0004_reward_codes"),
        ("members", "0001_squashed_0006"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Campaign",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("name", models.CharField(max_length=60)),
                ("text", models.TextField(blank=True, max_length=600)),
                ("kind", models.CharField(choices=[("individual", "who brings friends"), ("two_sided", "who brings friends, and the friends"), ("group", "all together"), ("team", "teams")], max_length=12)),
                ("state", models.CharField(choices=[("draft", "being written"), ("running", "running"), ("paused", "paused"), ("ended", "ended")], default="draft", max_length=8)),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("budget", models.BigIntegerField(null=True)),
                ("holdout", models.PositiveSmallIntegerField(default=0)),
                ("created_at", models.DateTimeField()),
                ("community", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="communities.community")),
                ("group", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="groups.group")),
            ],
            options={
                "db_table": "growth_campaigns",
                "indexes": [models.Index(fields=["community", "state"], name="growth_campaigns_in")],
                "constraints": [models.CheckConstraint(condition=models.Q(("holdout__lte", 50)), name="growth_campaign_holdout"), models.CheckConstraint(condition=models.Q(("starts_at__lt", models.F("ends_at"))), name="growth_campaign_lasts"), models.CheckConstraint(condition=models.Q(("budget", None), ("budget__gte", 0), _connector="OR"), name="growth_campaign_budget")],
            },
        ),
        migrations.CreateModel(
            name="PolicyChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("pack", models.CharField(max_length=8)),
                ("version", models.CharField(max_length=12)),
                ("chosen_at", models.DateTimeField()),
                ("account", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("community", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="communities.community")),
            ],
            options={
                "db_table": "growth_policy_choices",
            },
        ),
        migrations.CreateModel(
            name="RiskRules",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("strictness", models.CharField(choices=[("mild", "mild"), ("usual", "usual"), ("strict", "strict")], default="usual", max_length=6)),
                ("off", models.JSONField(default=list)),
                ("weights", models.JSONField(default=dict)),
                ("learned", models.PositiveIntegerField(default=0)),
                ("made_at", models.DateTimeField()),
                ("account", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("community", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="communities.community")),
            ],
            options={
                "db_table": "growth_risk_rules",
                "constraints": [models.UniqueConstraint(fields=("community", "number"), name="growth_risk_rules_once")],
            },
        ),
        migrations.CreateModel(
            name="CampaignPlan",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("numbers", models.JSONField()),
                ("kept_at", models.DateTimeField()),
                ("campaign", models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name="plan", to="growth.campaign")),
            ],
            options={
                "db_table": "growth_plans",
            },
        ),
        migrations.CreateModel(
            name="CampaignTerms",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField()),
                ("stay_hours", models.PositiveSmallIntegerField(default=72)),
                ("back_days", models.PositiveSmallIntegerField(default=14)),
                ("speak", models.BooleanField(default=False)),
                ("buy", models.BooleanField(default=False)),
                ("returning", models.BooleanField(default=False)),
                ("by_hand", models.BooleanField(default=False)),
                ("celebrate", models.BooleanField(default=False)),
                ("team_hours", models.PositiveSmallIntegerField(null=True)),
                ("made_at", models.DateTimeField()),
                ("campaign", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="terms", to="growth.campaign")),
            ],
            options={
                "db_table": "growth_terms",
                "constraints": [models.UniqueConstraint(fields=("campaign", "number"), name="growth_terms_once"), models.CheckConstraint(condition=models.Q(("team_hours", None), ("team_hours__gte", 1), _connector="OR"), name="growth_terms_team_hours")],
            },
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("side", models.CharField(choices=[("inviter", "who invited"), ("friend", "the friend"), ("group", "all together, every so many friends"), ("team", "each of a team of so many people")], default="inviter", max_length=8)),
                ("at", models.PositiveSmallIntegerField()),
                ("kind", models.CharField(choices=[("points", "points"), ("badge", "a badge"), ("coupon", "a coupon of one's own"), ("thing", "a thing that hosts hand over"), ("access", "access to what an offer opens"), ("code", "a code that opens an offer, to use or to give away"), ("envelope", "a red envelope for the group")], max_length=8)),
                ("points", models.PositiveIntegerField(null=True)),
                ("percent", models.PositiveSmallIntegerField(null=True)),
                ("thing", models.CharField(blank=True, max_length=60)),
                ("with_address", models.BooleanField(default=False)),
                ("cost", models.BigIntegerField(default=0)),
                ("stock", models.PositiveIntegerField(null=True)),
                ("badge", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="members.badge")),
                ("offer", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="market.offer")),
                ("terms", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="milestones", to="growth.campaignterms")),
            ],
            options={
                "db_table": "growth_milestones",
                "ordering": ("side", "at"),
                "constraints": [models.UniqueConstraint(fields=("terms", "side", "at"), name="growth_milestone_once"), models.CheckConstraint(condition=models.Q(("at__gte", 1), ("cost__gte", 0)), name="growth_milestone_bounds"), models.CheckConstraint(condition=models.Q(models.Q(("kind", "points"), ("points__gte", 1)), models.Q(("badge__isnull", False), ("kind", "badge")), models.Q(("kind", "coupon"), ("percent__range", (1, 100))), models.Q(("kind", "thing"), models.Q(("thing", ""), _negated=True)), models.Q(("kind__in", ("access", "code")), ("offer__isnull", False)), models.Q(("kind", "envelope"), ("points__gte", 1)), _connector="OR"), name="growth_milestone_brings")],
            },
        ),
        migrations.CreateModel(
            name="Participant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("visitor", models.BigIntegerField(null=True)),
                ("began_at", models.DateTimeField()),
                ("due_at", models.DateTimeField(null=True)),
                ("campaign", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="participants", to="growth.campaign")),
                ("member", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.member")),
                ("terms", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="growth.campaignterms")),
            ],
            options={
                "db_table": "growth_participants",
                "indexes": [models.Index(fields=["due_at"], name="growth_participants_due")],
                "constraints": [models.UniqueConstraint(fields=("campaign", "member"), name="growth_participant_once")],
            },
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("state", models.CharField(choices=[("waiting", "waits for a decision"), ("passed", "let through"), ("refused", "refused"), ("gone", "nothing to decide any more")], default="waiting", max_length=7)),
                ("score", models.FloatField()),
                ("signs", models.JSONField()),
                ("held_at", models.DateTimeField()),
                ("decided_at", models.DateTimeField(null=True)),
                ("campaign", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="holds", to="growth.campaign")),
                ("member", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.member")),
                ("participant", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="holds", to="growth.participant")),
            ],
            options={
                "db_table": "growth_holds",
                "indexes": [models.Index(fields=["campaign", "state"], name="growth_holds_in")],
                "constraints": [models.UniqueConstraint(fields=("campaign", "member"), name="growth_hold_once"), models.CheckConstraint(condition=models.Q(("score__range", (0, 1))), name="growth_hold_score")],
            },
        ),
        migrations.CreateModel(
            name="ReferralRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(choices=[("scanned", "opened the link"), ("joined", "joined"), ("spoke", "spoke for the first time"), ("bought", "bought"), ("refunded", "got the money back"), ("left", "left"), ("reviewed", "was looked at by a host"), ("qualified", "counts"), ("revoked", "counts no more"), ("restored", "counts again")], max_length=9)),
                ("at", models.DateTimeField()),
                ("event", models.BigIntegerField(null=True)),
                ("visitor", models.BigIntegerField(null=True)),
                ("medium", models.CharField(choices=[("link", "the link itself"), ("chat", "the words for a chat"), ("letter", "the words of a letter"), ("poster", "the poster"), ("code", "the QR code alone")], default="link", max_length=6)),
                ("order", models.BigIntegerField(null=True)),
                ("again", models.BooleanField(default=False)),
                ("why", models.CharField(blank=True, max_length=120)),
                ("account", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("campaign", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="records", to="growth.campaign")),
                ("member", models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.member")),
                ("participant", models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="growth.participant")),
            ],
            options={
                "db_table": "growth_records",
                "indexes": [models.Index(fields=["campaign", "participant"], name="growth_records_by"), models.Index(fields=["campaign", "visitor"], name="growth_records_from"), models.Index(fields=["member", "campaign"], name="growth_records_of")],
                "constraints": [models.UniqueConstraint(condition=models.Q(("event__isnull", False)), fields=("campaign", "event"), name="growth_record_once"), models.UniqueConstraint(condition=models.Q(("kind", "scanned")), fields=("campaign", "visitor", "participant"), name="growth_record_one_look"), models.UniqueConstraint(condition=models.Q(("event", None), ("member__isnull", False)), fields=("campaign", "member", "kind", "at"), name="growth_record_told_once"), models.CheckConstraint(condition=models.Q(models.Q(("kind", "scanned"), ("participant__isnull", False), ("visitor__isnull", False)), models.Q(models.Q(("kind", "scanned"), _negated=True), ("member__isnull", False)), _connector="OR"), name="growth_record_of_whom")],
            },
        ),
        migrations.CreateModel(
            name="Team",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("name", models.CharField(blank=True, max_length=40)),
                ("founded_at", models.DateTimeField()),
                ("told", models.CharField(choices=[("open", "still open"), ("complete", "complete"), ("missed", "did not come together")], default="open", max_length=8)),
                ("told_at", models.DateTimeField(null=True)),
                ("founder", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="teams", to="growth.participant")),
            ],
            options={
                "db_table": "growth_teams",
                "indexes": [models.Index(condition=models.Q(("told", "open")), fields=["founder"], name="growth_teams_open")],
                "constraints": [models.UniqueConstraint(fields=("founder", "founded_at"), name="growth_team_once"), models.CheckConstraint(condition=models.Q(("told", "open"), ("told_at__isnull", False), _connector="OR"), name="growth_team_told_when")],
            },
        ),
        migrations.CreateModel(
            name="RewardGrant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                ("state", models.CharField(choices=[("pending", "waits for approval"), ("approved", "approved, to be handed over"), ("delivered", "handed over"), ("refused", "refused"), ("clawed_back", "taken back")], max_length=12)),
                ("cost", models.BigIntegerField(default=0)),
                ("at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("times", models.PositiveSmallIntegerField(default=0)),
                ("given", models.CharField(blank=True, max_length=40)),
                ("note", models.CharField(blank=True, max_length=120)),
                ("reached", models.PositiveIntegerField(default=0)),
                ("seed", models.CharField(blank=True, max_length=40)),
                ("address", models.CharField(blank=True, max_length=400)),
                ("campaign", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name="grants", to="growth.campaign")),
                ("member", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.member")),
                ("milestone", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="grants", to="growth.milestone")),
                ("participant", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="grants", to="growth.participant")),
                ("team", models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.CASCADE, related_name="grants", to="growth.team")),
            ],
            options={
                "db_table": "growth_grants",
                "indexes": [models.Index(fields=["campaign", "state"], name="growth_grants_in"), models.Index(fields=["milestone", "state"], name="growth_grants_of"), models.Index(fields=["member"], name="growth_grants_to")],
                "constraints": [models.UniqueConstraint(condition=models.Q(("reached", 0), ("team", None)), fields=("participant", "milestone", "member"), name="growth_grant_once"), models.UniqueConstraint(condition=models.Q(("team__isnull", False)), fields=("team", "member"), name="growth_grant_team_once"), models.UniqueConstraint(condition=models.Q(("reached__gt", 0)), fields=("campaign", "reached"), name="growth_grant_together_once"), models.CheckConstraint(condition=models.Q(("cost__gte", 0)), name="growth_grant_cost")],
            },
        ),
    ]
