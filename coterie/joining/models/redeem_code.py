"""A code that lets one person in."""

from django.db import models


class RedeemCode(models.Model):
    """One code, kept as a digest: who reads this table can redeem nothing."""

    batch = models.ForeignKey("joining.RedeemBatch", on_delete=models.CASCADE, related_name="codes")
    digest = models.CharField(max_length=64, unique=True)
    """HMAC-SHA-256 of the community and the code, in hexadecimal."""
    visitor = models.BigIntegerField(null=True)
    """Who redeemed it."""
    used_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "joining_redeem_codes"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(visitor=None, used_at=None) | ~models.Q(visitor=None) & ~models.Q(used_at=None),
                name="joining_redeem_used_by",
            ),
        )

    def __str__(self) -> str:
        return f"code {self.pk}"
