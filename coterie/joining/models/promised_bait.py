"""What a visitor was promised before joining."""

from django.db import models


class PromisedBait(models.Model):
    """A bait that a reply promised to a visitor; handed over when they join."""

    bait = models.ForeignKey("joining.Bait", on_delete=models.CASCADE, related_name="+")
    visitor = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        db_table = "joining_promised_baits"
        constraints = (models.UniqueConstraint(fields=["visitor", "bait"], name="joining_bait_promised_once"),)

    def __str__(self) -> str:
        return f"{self.bait_id} for {self.visitor}"
