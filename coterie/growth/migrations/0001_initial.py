import coterie.kit.ids
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("communities", "0001_squashed_0005"),
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
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("individual", "who brings friends"),
                            ("two_sided", "who brings friends, and the friends"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "being written"),
                            ("running", "running"),
                            ("paused", "paused"),
                            ("ended", "ended"),
                        ],
                        default="draft",
                        max_length=8,
                    ),
                ),
                ("starts_at", models.DateTimeField()),
                ("ends_at", models.DateTimeField()),
                ("budget", models.BigIntegerField(null=True)),
                ("created_at", models.DateTimeField()),
                (
                    "community",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="communities.community"
                    ),
                ),
            ],
            options={
                "db_table": "growth_campaigns",
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
                ("made_at", models.DateTimeField()),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="terms", to="growth.campaign"
                    ),
                ),
            ],
            options={
                "db_table": "growth_terms",
            },
        ),
        migrations.CreateModel(
            name="Milestone",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "side",
                    models.CharField(
                        choices=[("inviter", "who invited"), ("friend", "the friend")], default="inviter", max_length=8
                    ),
                ),
                ("at", models.PositiveSmallIntegerField()),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("points", "points"),
                            ("badge", "a badge"),
                            ("coupon", "a coupon of one's own"),
                            ("thing", "a thing that hosts hand over"),
                        ],
                        max_length=8,
                    ),
                ),
                ("points", models.PositiveIntegerField(null=True)),
                ("percent", models.PositiveSmallIntegerField(null=True)),
                ("thing", models.CharField(blank=True, max_length=60)),
                ("cost", models.BigIntegerField(default=0)),
                ("stock", models.PositiveIntegerField(null=True)),
                (
                    "badge",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="members.badge"
                    ),
                ),
                (
                    "terms",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="milestones",
                        to="growth.campaignterms",
                    ),
                ),
            ],
            options={
                "db_table": "growth_milestones",
                "ordering": ("side", "at"),
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
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="participants", to="growth.campaign"
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.member"
                    ),
                ),
                (
                    "terms",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="growth.campaignterms"
                    ),
                ),
            ],
            options={
                "db_table": "growth_participants",
            },
        ),
        migrations.CreateModel(
            name="ReferralRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("scanned", "opened the link"),
                            ("joined", "joined"),
                            ("spoke", "spoke for the first time"),
                            ("bought", "bought"),
                            ("refunded", "got the money back"),
                            ("left", "left"),
                            ("reviewed", "was looked at by a host"),
                            ("qualified", "counts"),
                            ("revoked", "counts no more"),
                            ("restored", "counts again"),
                        ],
                        max_length=9,
                    ),
                ),
                ("at", models.DateTimeField()),
                ("event", models.BigIntegerField(null=True)),
                ("visitor", models.BigIntegerField(null=True)),
                ("order", models.BigIntegerField(null=True)),
                ("again", models.BooleanField(default=False)),
                ("why", models.CharField(blank=True, max_length=120)),
                (
                    "account",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "campaign",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="records",
                        to="growth.campaign",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="members.member",
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="growth.participant",
                    ),
                ),
            ],
            options={
                "db_table": "growth_records",
            },
        ),
        migrations.CreateModel(
            name="RewardGrant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("key", models.CharField(default=coterie.kit.ids.new_key, editable=False, max_length=12, unique=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("pending", "waits for approval"),
                            ("approved", "approved, to be handed over"),
                            ("delivered", "handed over"),
                            ("refused", "refused"),
                            ("clawed_back", "taken back"),
                        ],
                        max_length=12,
                    ),
                ),
                ("cost", models.BigIntegerField(default=0)),
                ("at", models.DateTimeField()),
                ("changed_at", models.DateTimeField()),
                ("times", models.PositiveSmallIntegerField(default=0)),
                ("given", models.CharField(blank=True, max_length=40)),
                ("note", models.CharField(blank=True, max_length=120)),
                (
                    "campaign",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="grants",
                        to="growth.campaign",
                    ),
                ),
                (
                    "member",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="members.member"
                    ),
                ),
                (
                    "milestone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="grants", to="growth.milestone"
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="grants", to="growth.participant"
                    ),
                ),
            ],
            options={
                "db_table": "growth_grants",
            },
        ),
        migrations.AddIndex(
            model_name="campaign",
            index=models.Index(fields=["community", "state"], name="growth_campaigns_in"),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(("starts_at__lt", models.F("ends_at"))), name="growth_campaign_lasts"
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(("budget", None), ("budget__gte", 0), _connector="OR"), name="growth_campaign_budget"
            ),
        ),
        migrations.AddConstraint(
            model_name="campaignterms",
            constraint=models.UniqueConstraint(fields=("campaign", "number"), name="growth_terms_once"),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.UniqueConstraint(fields=("terms", "side", "at"), name="growth_milestone_once"),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(
                condition=models.Q(("at__gte", 1), ("cost__gte", 0)), name="growth_milestone_bounds"
            ),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "points"), ("points__gte", 1)),
                    models.Q(("badge__isnull", False), ("kind", "badge")),
                    models.Q(("kind", "coupon"), ("percent__range", (1, 100))),
                    models.Q(("kind", "thing"), models.Q(("thing", ""), _negated=True)),
                    _connector="OR",
                ),
                name="growth_milestone_brings",
            ),
        ),
        migrations.AddIndex(
            model_name="participant",
            index=models.Index(fields=["due_at"], name="growth_participants_due"),
        ),
        migrations.AddConstraint(
            model_name="participant",
            constraint=models.UniqueConstraint(fields=("campaign", "member"), name="growth_participant_once"),
        ),
        migrations.AddIndex(
            model_name="referralrecord",
            index=models.Index(fields=["campaign", "participant"], name="growth_records_by"),
        ),
        migrations.AddIndex(
            model_name="referralrecord",
            index=models.Index(fields=["campaign", "visitor"], name="growth_records_from"),
        ),
        migrations.AddIndex(
            model_name="referralrecord",
            index=models.Index(fields=["member", "campaign"], name="growth_records_of"),
        ),
        migrations.AddConstraint(
            model_name="referralrecord",
            constraint=models.UniqueConstraint(
                condition=models.Q(("event__isnull", False)), fields=("campaign", "event"), name="growth_record_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="referralrecord",
            constraint=models.UniqueConstraint(
                condition=models.Q(("kind", "scanned")),
                fields=("campaign", "visitor", "participant"),
                name="growth_record_one_look",
            ),
        ),
        migrations.AddConstraint(
            model_name="referralrecord",
            constraint=models.UniqueConstraint(
                condition=models.Q(("event", None), ("member__isnull", False)),
                fields=("campaign", "member", "kind", "at"),
                name="growth_record_told_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="referralrecord",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("kind", "scanned"), ("participant__isnull", False), ("visitor__isnull", False)),
                    models.Q(models.Q(("kind", "scanned"), _negated=True), ("member__isnull", False)),
                    _connector="OR",
                ),
                name="growth_record_of_whom",
            ),
        ),
        migrations.AddIndex(
            model_name="rewardgrant",
            index=models.Index(fields=["campaign", "state"], name="growth_grants_in"),
        ),
        migrations.AddIndex(
            model_name="rewardgrant",
            index=models.Index(fields=["milestone", "state"], name="growth_grants_of"),
        ),
        migrations.AddIndex(
            model_name="rewardgrant",
            index=models.Index(fields=["member"], name="growth_grants_to"),
        ),
        migrations.AddConstraint(
            model_name="rewardgrant",
            constraint=models.UniqueConstraint(fields=("participant", "milestone", "member"), name="growth_grant_once"),
        ),
        migrations.AddConstraint(
            model_name="rewardgrant",
            constraint=models.CheckConstraint(condition=models.Q(("cost__gte", 0)), name="growth_grant_cost"),
        ),
    ]
