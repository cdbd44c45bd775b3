"""Paying partners."""

from django.db import models

from coterie.kit.ids import new_key
from coterie.partners.enums import PayoutState, TransferWhy


class PayoutBatch(models.Model):
    """Payouts that were put together at one time."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey("partners.Programme", on_delete=models.CASCADE, related_name="batches")
    currency = models.CharField(max_length=3)
    provider = models.CharField(max_length=12)
    """Who brings the money: `manual` is staff."""
    account = models.ForeignKey("accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        db_table = "partners_batches"
        indexes = (models.Index(fields=["programme", "-made_at"], name="partners_batches_in"),)

    def __str__(self) -> str:
        return self.key


class Payout(models.Model):
    """What one partner is paid in one batch: the sum of its entries; with the papers of that day."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    batch = models.ForeignKey("partners.PayoutBatch", on_delete=models.PROTECT, related_name="payouts")
    partner = models.ForeignKey("partners.Partner", on_delete=models.PROTECT, related_name="payouts")
    once = models.CharField(max_length=40, unique=True)
    """What the provider is told with every try, so that it pays once."""
    number = models.PositiveIntegerField()
    """Of the statement, counted in the community."""
    amount = models.BigIntegerField()
    state = models.CharField(max_length=8, choices=PayoutState, default=PayoutState.PREPARED)
    tries = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField(null=True)
    """When WeChat was last asked for this try; empty while it knows nothing of it."""
    asked_of = models.CharField(max_length=32, blank=True)
    """In the name of which merchant: another one knows nothing of it."""
    reference = models.CharField(max_length=120, blank=True)
    why_not = models.CharField(max_length=300, blank=True)
    name = models.CharField(max_length=120)
    country = models.CharField(max_length=2)
    tax_id = models.CharField(max_length=40, blank=True)
    address = models.CharField(max_length=300)
    account = models.CharField(max_length=200)
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "partners_payouts"
        constraints = (
            models.UniqueConstraint(fields=["batch", "partner"], name="partners_payout_once"),
            models.CheckConstraint(condition=models.Q(amount__gte=1), name="partners_payout_pays"),
        )
        indexes = (
            models.Index(fields=["partner", "-changed_at"], name="partners_payouts_of"),
            models.Index(fields=["state"], name="partners_payouts_in"),
        )

    def __str__(self) -> str:
        return f"{self.amount} to {self.name}"

    @property
    def said(self) -> str:
        """Why it failed, in words where there are some for it."""
        return str(dict(TransferWhy.choices).get(self.why_not, self.why_not))
