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
    member = models.ForeignKey("members.Member", on_delete=models.SET_NULL, null=True, related_name="+")
    """Who bought here; the orders of elsewhere name a customer only."""
    due_at = models.DateTimeField(null=True)
    """Until when what is wanted is held, while nothing is paid."""
    discount = models.BigIntegerField(default=0, db_default=0)
    """What was taken off the prices."""
    points = models.PositiveIntegerField(default=0, db_default=0)
    """Points that pay a part, and are back with the member when the order comes to nothing."""
    channel = models.BigIntegerField(null=True)
    """The number of the channel by which the buyer came."""
    address = models.CharField(max_length=400, blank=True, default="", db_default="")
    invoice = models.CharField(max_length=200, blank=True, default="", db_default="")
    """To whom the invoice is written."""
    is_gift = models.BooleanField(default=False, db_default=False)
    """Whether it opens nothing to its buyer, but to whoever has its codes."""
    reminded_at = models.DateTimeField(null=True)
    """When its buyer was reminded that it waits for a payment."""
    team = models.ForeignKey("market.Team", on_delete=models.PROTECT, null=True, related_name="orders")
    """With whom it was bought together."""
    once = models.CharField(max_length=24, blank=True, default="", db_default="")
    """The mark of the form with which it was ordered; of one that came to nothing, none."""

    class Meta:
        db_table = "market_orders"
        constraints = (
            models.UniqueConstraint(fields=["community", "source", "number"], name="market_order_number_once"),
            models.UniqueConstraint(
                fields=["member", "once"], name="market_order_form_once", condition=~models.Q(once="")
            ),
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
        indexes = (
            models.Index(fields=["community", "-placed_at", "-id"], name="market_orders_list"),
            models.Index(fields=["due_at"], name="market_orders_due", condition=models.Q(state="pending")),
        )

    def __str__(self) -> str:
        return self.number


class OrderLine(models.Model):
    """So many of one variant, at the price they had when they were ordered."""

    order = models.ForeignKey("market.Order", on_delete=models.CASCADE, related_name="lines")
    variant = models.ForeignKey("market.Variant", on_delete=models.PROTECT, related_name="lines")
    title = models.CharField(max_length=145)
    bundle = models.ForeignKey("market.Variant", on_delete=models.PROTECT, null=True, related_name="+")
    """The bundle in which it came: the bundle's line, of the same order, has the money."""
    quantity = models.PositiveIntegerField()
    price = models.BigIntegerField()
    amount = models.BigIntegerField()
    """What is paid for the line, less its part of the discount."""
    cost = models.BigIntegerField(default=0)
    refunded = models.BigIntegerField(default=0)
    returned = models.PositiveIntegerField(default=0)
    """How many came back."""

    class Meta:
        db_table = "market_lines"
        constraints = (
            models.UniqueConstraint(fields=["order", "variant"], name="market_line_once"),
            models.CheckConstraint(
                condition=models.Q(quantity__gte=1, returned__lte=models.F("quantity")), name="market_line_pieces"
            ),
            models.CheckConstraint(
                condition=models.Q(amount__gte=0, refunded__gte=0, refunded__lte=models.F("amount")),
                name="market_line_refund_within_amount",
            ),
        )

    def __str__(self) -> str:
        return f"{self.quantity} x {self.title}"
