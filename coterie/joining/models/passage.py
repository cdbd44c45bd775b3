"""How a visitor stands before a step."""

from django.db import models

from coterie.joining.enums import PassageState
from coterie.kit.ids import new_key


class Passage(models.Model):
    """One visitor at one step: tried, waiting for a decision, passed or declined."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    threshold = models.ForeignKey("joining.Threshold", on_delete=models.CASCADE, db_index=False, related_name="+")
    visitor = models.BigIntegerField()
    code = models.ForeignKey("joining.LiveCode", on_delete=models.SET_NULL, null=True, related_name="+")
    """The code at which the visitor stands, which may ask what the whole community asks."""
    member = models.ForeignKey("members.Member", on_delete=models.SET_NULL, null=True, related_name="+")
    """Who it was, once joined."""
    state = models.CharField(max_length=8, choices=PassageState, default=PassageState.OPEN)
    at = models.DateTimeField()
    """When the visitor last did something about it."""
    tries = models.PositiveSmallIntegerField(default=0)
    right = models.PositiveSmallIntegerField(null=True)
    """How many answers were right at the last try."""
    name = models.CharField(max_length=60, blank=True)
    email = models.EmailField(blank=True)
    words = models.CharField(max_length=500, blank=True)
    """What an applicant says to the operators."""
    language = models.CharField(max_length=10, blank=True)
    reason = models.CharField(max_length=300, blank=True)
    decided_by = models.ForeignKey("accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    invitation = models.ForeignKey("joining.Invitation", on_delete=models.SET_NULL, null=True, related_name="+")
    inviter = models.ForeignKey("members.Member", on_delete=models.SET_NULL, null=True, related_name="+")
    order = models.BigIntegerField(null=True)
    """What lets in: an order, or what is held of an offer or a plan, by its number in the market, which joining does
    not know."""

    class Meta:
        db_table = "joining_passages"
        constraints = (
            models.UniqueConstraint(fields=["threshold", "visitor"], name="joining_passage_once"),
            models.CheckConstraint(
                condition=~models.Q(state="declined") | ~models.Q(decided_at=None), name="joining_passage_decided"
            ),
        )
        indexes = (
            models.Index(
                fields=["threshold", "at"], condition=models.Q(state="waiting"), name="joining_passages_waiting"
            ),
            models.Index(fields=["threshold", "order"], condition=~models.Q(order=None), name="joining_passages_order"),
        )

    def __str__(self) -> str:
        return f"{self.visitor} before {self.threshold_id}"
