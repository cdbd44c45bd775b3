
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("groups", "0001_squashed_0002"),
        ("growth", "0004_risk"),
        ("market", "0004_reward_codes"),
        ("members", "0001_squashed_0006"),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="milestone",
            name="growth_milestone_brings",
        ),
        migrations.RemoveConstraint(
            model_name="rewardgrant",
            name="growth_grant_once",
        ),
        migrations.AddField(
            model_name="campaign",
            name="group",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to="groups.group"),
        ),
        migrations.AddField(
            model_name="campaignterms",
            name="celebrate",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="milestone",
            name="offer",
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="market.offer"),
        ),
        migrations.AddField(
            model_name="milestone",
            name="with_address",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="rewardgrant",
            name="address",
            field=models.CharField(blank=True, max_length=400),
        ),
        migrations.AddField(
            model_name="rewardgrant",
            name="reached",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="rewardgrant",
            name="seed",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AlterField(
            model_name="campaign",
            name="kind",
            field=models.CharField(choices=[("individual", "who brings friends"), ("two_sided", "who brings friends, and the friends"), ("group", "all together")], max_length=12),
        ),
        migrations.AlterField(
            model_name="milestone",
            name="kind",
            field=models.CharField(choices=[("points", "points"), ("badge", "a badge"), ("coupon", "a coupon of one's own"), ("thing", "a thing that hosts hand over"), ("access", "access to what an offer opens"), ("code", "a code that opens an offer, to use or to give away"), ("envelope", "a red envelope for the group")], max_length=8),
        ),
        migrations.AlterField(
            model_name="milestone",
            name="side",
            field=models.CharField(choices=[("inviter", "who invited"), ("friend", "the friend"), ("group", "all together, every so many friends")], default="inviter", max_length=8),
        ),
        migrations.AddConstraint(
            model_name="milestone",
            constraint=models.CheckConstraint(condition=models.Q(models.Q(("kind", "points"), ("points__gte", 1)), models.Q(("badge__isnull", False), ("kind", "badge")), models.Q(("kind", "coupon"), ("percent__range", (1, 100))), models.Q(("kind", "thing"), models.Q(("thing", ""), _negated=True)), models.Q(("kind__in", ("access", "code")), ("offer__isnull", False)), models.Q(("kind", "envelope"), ("points__gte", 1)), _connector="OR"), name="growth_milestone_brings"),
        ),
        migrations.AddConstraint(
            model_name="rewardgrant",
            constraint=models.UniqueConstraint(condition=models.Q(("reached", 0)), fields=("participant", "milestone", "member"), name="growth_grant_once"),
        ),
        migrations.AddConstraint(
            model_name="rewardgrant",
            constraint=models.UniqueConstraint(condition=models.Q(("reached__gt", 0)), fields=("campaign", "reached"), name="growth_grant_together_once"),
        ),
    ]
