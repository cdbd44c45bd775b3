"""Texts of which each is given once."""

from django.db import models


class BaitText(models.Model):
    """One of the texts of a bait, like a coupon; given to at most one member."""

    bait = models.ForeignKey("joining.Bait", on_delete=models.CASCADE, related_name="texts")
    text = models.CharField(max_length=200)
    given_at = models.DateTimeField(null=True)
    """When it was given away; to whom, the delivery says."""

    class Meta:
        db_table = "joining_bait_texts"
        constraints = (
            models.UniqueConstraint(fields=["bait", "text"], name="joining_bait_text_once"),
            models.CheckConstraint(condition=~models.Q(text=""), name="joining_bait_text_said"),
        )
        indexes = (
            models.Index(fields=["bait", "id"], condition=models.Q(given_at=None), name="joining_bait_texts_left"),
        )

    def __str__(self) -> str:
        return f"{self.bait_id}#{self.pk}"
