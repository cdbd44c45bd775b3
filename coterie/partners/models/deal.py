"""Companies that partners bring to our notice."""

from django.db import models

from coterie.kit.ids import new_key
from coterie.partners.enums import DealState


class Deal(models.Model):
    """A company that a partner is talking to; once it is accepted it is that partner's prospect for a while."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    partner = models.ForeignKey("partners.Partner", on_delete=models.CASCADE, related_name="deals")
    company = models.CharField(max_length=120)
    same = models.CharField(max_length=120)
    """What is the same however the company is written."""
    contact = models.CharField(max_length=200)
    text = models.TextField(max_length=1000, blank=True)
    state = models.CharField(max_length=10, choices=DealState, default=DealState.REGISTERED)
    note = models.CharField(max_length=200, blank=True)
    """What the partner was told with the decision."""
    registered_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    locked_until = models.DateTimeField(null=True)
    """Before that no other partner has this company."""

    class Meta:
        db_table = "partners_deals"
        constraints = (
            models.UniqueConstraint(
                fields=["partner", "same"], condition=models.Q(state="registered"), name="partners_deal_waits_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state="accepted", locked_until__isnull=False)
                | (~models.Q(state="accepted") & models.Q(locked_until=None)),
                name="partners_deal_locked",
            ),
        )
        indexes = (models.Index(fields=["same", "state"], name="partners_deals_with"),)

    def __str__(self) -> str:
        return self.company
