"""Codes that make things cheaper."""

from django.db import models

from coterie.kit.ids import new_key


class Coupon(models.Model):
    """A code that takes a share or an amount off the price, of some offers or of all."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+", db_index=False)
    code = models.CharField(max_length=24)
    """In capitals, as it is looked up."""
    percent = models.PositiveSmallIntegerField(null=True)
    off = models.BigIntegerField(null=True)
    """What it takes off, in minor units; either this or a share."""
    least = models.BigIntegerField(default=0)
    """From which amount on it counts, of what it is for."""
    most_uses = models.PositiveIntegerField(null=True)
    most_each = models.PositiveSmallIntegerField(null=True)
    since = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    offers = models.ManyToManyField("market.Offer", related_name="+", db_table="market_coupon_offers")
    """What it is for; none: everything."""
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "market_coupons"
        constraints = (
            models.UniqueConstraint(fields=["community", "code"], name="market_coupon_code_once"),
            models.CheckConstraint(
                condition=models.Q(percent__range=(1, 100), off=None) | models.Q(percent=None, off__gte=1),
                name="market_coupon_takes_off",
            ),
            models.CheckConstraint(condition=models.Q(least__gte=0), name="market_coupon_least"),
        )

    def __str__(self) -> str:
        return self.code


class CouponUse(models.Model):
    """That an order was made cheaper by a coupon; given back with the order."""

    coupon = models.ForeignKey("market.Coupon", on_delete=models.CASCADE, related_name="uses")
    order = models.OneToOneField("market.Order", on_delete=models.CASCADE, related_name="coupon_use")
    amount = models.BigIntegerField()
    at = models.DateTimeField()
    given_back_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "market_coupon_uses"
        constraints = (models.CheckConstraint(condition=models.Q(amount__gte=1), name="market_coupon_use_takes_off"),)

    def __str__(self) -> str:
        return f"{self.coupon_id} for {self.order_id}"


class Till(models.Model):
    """How a community takes money by hand, and what a point is worth there."""

    community = models.OneToOneField("communities.Community", on_delete=models.CASCADE, related_name="+")
    points_worth = models.PositiveIntegerField(default=0)
    """Minor units that one point pays; 0: points pay nothing."""
    how_to_pay = models.TextField(max_length=1000, blank=True)
    qr = models.CharField(max_length=64, blank=True)
    """Key of a stored picture, which a phone scans to pay."""

    class Meta:
        db_table = "market_tills"

    def __str__(self) -> str:
        return f"till of {self.community_id}"
