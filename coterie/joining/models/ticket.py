"""A visitor's place at a live code."""

from django.db import models

from coterie.joining.enums import TicketState


class Ticket(models.Model):
    """One visitor at one code: which seat, until when, and why that one.

    The seat engine writes this table without the ORM (`domain/seats`), always under the lock of the code's row.
    """

    code = models.ForeignKey("joining.LiveCode", on_delete=models.CASCADE, db_index=False, related_name="+")
    visitor = models.BigIntegerField()
    slot = models.ForeignKey("joining.Slot", on_delete=models.CASCADE, null=True, db_index=False, related_name="+")
    state = models.CharField(max_length=8, choices=TicketState)
    at = models.DateTimeField()
    """When the seat was last decided."""
    held_until = models.DateTimeField(null=True)
    member = models.ForeignKey("members.Member", on_delete=models.SET_NULL, null=True, db_index=False, related_name="+")
    why = models.TextField(default="{}")
    """JSON: how the slot was chosen and which ones were passed over; see `queries/explanation.py`."""

    class Meta:
        db_table = "joining_tickets"
        constraints = (
            models.UniqueConstraint(fields=["code", "visitor"], name="joining_ticket_once"),
            models.CheckConstraint(
                condition=models.Q(state="waiting", slot=None) | (~models.Q(state="waiting") & ~models.Q(slot=None)),
                name="joining_ticket_seated",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="held") | ~models.Q(held_until=None), name="joining_ticket_held_until"
            ),
        )
        indexes = (
            models.Index(fields=["held_until"], condition=models.Q(state="held"), name="joining_tickets_held"),
            models.Index(
                fields=["code", "at", "id"], condition=models.Q(state="waiting"), name="joining_tickets_waiting"
            ),
            models.Index(fields=["member"], condition=~models.Q(member=None), name="joining_tickets_of_member"),
        )

    def __str__(self) -> str:
        return f"{self.visitor} at {self.code_id}"
