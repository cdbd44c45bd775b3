from django.db import models

from coterie.kit.ids import new_key


class GiftCode(models.Model):
    """One piece that was bought for somebody else, or is a reward: whoever has its code gets what the offer opens."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    line = models.ForeignKey("market.OrderLine", on_delete=models.CASCADE, null=True, related_name="gifts")
    place = models.PositiveIntegerField(default=1)
    """Which piece of the line."""
    offer = models.ForeignKey("market.Offer", on_delete=models.CASCADE, null=True, related_name="+")
    """What a reward opens; of a piece that was bought, its line says it."""
    source = models.CharField(max_length=40, blank=True, default="")
    """Which reward it is; empty: none."""
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
            models.CheckConstraint(
                condition=models.Q(line__isnull=False, offer=None, source="")
                | (models.Q(line=None, offer__isnull=False) & ~models.Q(source="")),
                name="market_gift_of",
            ),
            models.UniqueConstraint(fields=["source"], condition=~models.Q(source=""), name="market_gift_reward_once"),
        )

    def __str__(self) -> str:
        return f"gift {self.key}"
