"""Where a live code leads."""

from django.db import models


class Slot(models.Model):
    """Some seats of one target behind a live code."""

    code = models.ForeignKey("joining.LiveCode", on_delete=models.CASCADE, related_name="slots")
    number = models.PositiveIntegerField()
    """Given once per code, from 1; what the visitor's answer and the posters say."""
    group = models.ForeignKey("groups.Group", on_delete=models.CASCADE, null=True, related_name="+")
    external_url = models.URLField(max_length=500, blank=True)
    """Where the seat is when it is not in a group of ours."""
    capacity = models.PositiveIntegerField()
    reserve = models.PositiveIntegerField(default=0)
    """Seats that scanning never gives away."""
    valid_from = models.DateTimeField(null=True)
    expires_at = models.DateTimeField(null=True)
    order = models.IntegerField(default=0)
    taken = models.PositiveIntegerField(default=0)
    """Tickets held or joined: kept under the code's lock, equal to the tickets (tested)."""
    joined = models.PositiveIntegerField(default=0)
    """Tickets joined, in the same way."""

    class Meta:
        db_table = "joining_slots"
        constraints = (
            models.UniqueConstraint(fields=["code", "number"], name="joining_slot_number_once"),
            models.CheckConstraint(condition=models.Q(joined__lte=models.F("taken")), name="joining_slot_joined_taken"),
            models.CheckConstraint(
                condition=models.Q(group=None) | models.Q(external_url=""), name="joining_slot_one_target"
            ),
        )

    def __str__(self) -> str:
        return f"{self.code_id}#{self.number}"
