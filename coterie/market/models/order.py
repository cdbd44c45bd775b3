from django.db import models

from coterie.kit.ids import new_key
from coterie.market.enums import OrderState


class Order(models.Model):
    """A purchase, in minor units of one currency; a credit note has the amount 0 and gives back."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+", db_index=False)
    customer = models.ForeignKey("market.Customer", on_delete=models.PROTECT, null=True, related_name="orders")
    source = models.CharField(max_length=20)
    """Where the number was given: `import`, or a payment provider."""
    number = models.CharField(max_length=100)
    amount = models.BigIntegerField()
    refunded = models.BigIntegerField(default=0)
    currency = models.CharField(max_length=3)
    state = models.CharField(max_length=20, choices=OrderState)
    placed_at = models.DateTimeField()
    paid_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "market_orders"
        constraints = (
            models.UniqueConstraint(fields=["community", "source", "number"], name="market_order_number_once"),
            models.CheckConstraint(
                condition=models.Q(amount__gte=0, refunded__gte=0), name="market_order_amounts_not_negative"
            ),
            models.CheckConstraint(
                condition=models.Q(refunded__lte=models.F("amount")) | models.Q(amount=0),
                name="market_order_refund_within_amount",
            ),
            models.CheckConstraint(
                condition=models.Q(paid_at__isnull=False) | ~models.Q(state__in=["paid", "partially_refunded"]),
                name="market_order_paid_when",
            ),
        )
        indexes = (models.Index(fields=["community", "-placed_at", "-id"], name="market_orders_list"),)

    def __str__(self) -> str:
        return self.number
