"""Friends who were held, and the rules by which that is done."""

from django.db import models

from coterie.growth.enums import HoldState, Strictness
from coterie.kit.ids import new_key


class RiskRules(models.Model):
    """One version of the rules by which a community holds friends; from `made_at` on. Never changed."""

    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    strictness = models.CharField(max_length=6, choices=Strictness, default=Strictness.USUAL)
    off = models.JSONField(default=list)
    """Signals that are not looked at."""
    weights = models.JSONField(default=dict)
    """What decided cases taught; empty: what everybody begins with."""
    learned = models.PositiveIntegerField(default=0)
    """From how many decided cases."""
    made_at = models.DateTimeField()
    account = models.ForeignKey("accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        db_table = "growth_risk_rules"
        constraints = (models.UniqueConstraint(fields=["community", "number"], name="growth_risk_rules_once"),)

    def __str__(self) -> str:
        return f"{self.community_id}, version {self.number}"


class Hold(models.Model):
    """A friend who would count and was held: told by settling from the fold, and never counted by.

    `score` and `signs` are those of the moment at which the friend would have begun to count; each of `signs` is a
    signal, its strength and the number that its reason names. What a host decided stands in the ledger, and here too.
    """

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    campaign = models.ForeignKey("growth.Campaign", on_delete=models.CASCADE, related_name="holds", db_index=False)
    participant = models.ForeignKey("growth.Participant", on_delete=models.CASCADE, related_name="holds")
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=7, choices=HoldState, default=HoldState.WAITING)
    score = models.FloatField()
    signs = models.JSONField()
    held_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "growth_holds"
        constraints = (
            models.UniqueConstraint(fields=["campaign", "member"], name="growth_hold_once"),
            models.CheckConstraint(condition=models.Q(score__range=(0, 1)), name="growth_hold_score"),
        )
        indexes = (models.Index(fields=["campaign", "state"], name="growth_holds_in"),)

    def __str__(self) -> str:
        return f"{self.member_id} in {self.campaign_id}"
