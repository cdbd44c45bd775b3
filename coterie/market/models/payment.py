"""Money that comes in and goes back."""

from django.db import models

from coterie.kit.ids import new_key
from coterie.market.enums import PaymentState, RefundState


class Payment(models.Model):
    """One try to pay an order."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    order = models.ForeignKey("market.Order", on_delete=models.PROTECT, related_name="payments")
    provider = models.CharField(max_length=12)
    """`manual`, `stripe`, `wechatpay`, `alipay`; `free` where nothing is to be paid."""
    external = models.CharField(max_length=120, blank=True)
    """What the provider calls it."""
    amount = models.BigIntegerField()
    fee = models.BigIntegerField(default=0)
    """What the provider kept."""
    state = models.CharField(max_length=6, choices=PaymentState, default=PaymentState.ASKED)
    evidence = models.CharField(max_length=300, blank=True)
    """What whoever confirmed it by hand saw."""
    asked_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)
    entry = models.BigIntegerField(null=True, unique=True)
    """The number of the ledger's entry."""
    url = models.TextField(blank=True, default="")
    """Where the provider takes the money; or `code`, which a phone scans."""
    code = models.CharField(max_length=500, blank=True, default="")
    ends_at = models.DateTimeField(null=True)
    """Until when the provider takes it; then another one is asked for."""
    next_look_at = models.DateTimeField(null=True)
    """When the provider is asked how it stands, should no notice come."""

    class Meta:
        db_table = "market_payments"
        constraints = (
            models.CheckConstraint(condition=models.Q(amount__gte=0, fee__gte=0), name="market_payment_amounts"),
            models.CheckConstraint(
                condition=models.Q(state="paid", paid_at__isnull=False) | ~models.Q(state="paid"),
                name="market_payment_paid_when",
            ),
            models.UniqueConstraint(
                fields=["provider", "external"], condition=~models.Q(external=""), name="market_payment_external_once"
            ),
        )
        indexes = (
            models.Index(
                fields=["next_look_at"], name="market_payments_look", condition=models.Q(next_look_at__isnull=False)
            ),
        )

    def __str__(self) -> str:
        return f"{self.provider} {self.amount}"

    @property
    def is_begun(self) -> bool:
        """Whether the provider was asked for it."""
        return bool(self.url or self.code or self.external)


class Refund(models.Model):
    """Money that is given back."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    payment = models.ForeignKey("market.Payment", on_delete=models.PROTECT, related_name="refunds")
    amount = models.BigIntegerField()
    reason = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=6, choices=RefundState, default=RefundState.ASKED)
    external = models.CharField(max_length=120, blank=True)
    why_not = models.CharField(max_length=300, blank=True)
    """What the provider said when it failed."""
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)
    entry = models.BigIntegerField(unique=True)
    """The number of the ledger's entry."""

    class Meta:
        db_table = "market_refunds"
        constraints = (models.CheckConstraint(condition=models.Q(amount__gte=1), name="market_refund_gives"),)
        indexes = (models.Index(fields=["state", "at"], name="market_refunds_waiting"),)

    def __str__(self) -> str:
        return f"{self.amount} back"


class RefundPart(models.Model):
    """How much of a refund belongs to one line of the order, and how many pieces came back."""

    refund = models.ForeignKey("market.Refund", on_delete=models.CASCADE, related_name="parts")
    line = models.ForeignKey("market.OrderLine", on_delete=models.PROTECT, related_name="refunds")
    amount = models.BigIntegerField()
    pieces = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "market_refund_parts"
        constraints = (models.UniqueConstraint(fields=["refund", "line"], name="market_refund_part_once"),)

    def __str__(self) -> str:
        return f"{self.amount} of {self.line_id}"
