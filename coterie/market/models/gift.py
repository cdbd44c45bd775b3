from django.db import models

from coterie.kit.ids import new_key


class GiftCode(models.Model):
    """One piece that was bought for somebody else: whoever has its code gets what the offer opens."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    line = models.ForeignKey("market.OrderLine", on_delete=models.CASCADE, related_name="gifts")
    place = models.PositiveIntegerField()
    """Which piece of the line."""
    digest = models.CharField(max_length=64, unique=True)
    """HMAC-SHA-256 of the offer and the code, in hexadecimal: who reads this table can redeem nothing."""
    member = models.ForeignKey("members.Member", on_delete=models.SET_NULL, null=True, related_name="+")
    """Who redeemed it."""
    used_at = models.DateTimeField(null=True)
    voided_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "market_gifts"
        constraints = (
            models.UniqueConstraint(fields=["line", "place"], name="market_gift_once"),
            models.CheckConstraint(
                condition=models.Q(used_at=None) | models.Q(voided_at=None), name="market_gift_used_or_voided"
            ),
        )

    def __str__(self) -> str:
        return f"gift {self.key}"
