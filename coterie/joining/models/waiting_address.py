"""Where a visitor who waits wants to be told of a seat."""

from django.db import models


class WaitingAddress(models.Model):
    """One address, given for one letter; the row goes when the letter is written or the visitor waits no longer."""

    ticket = models.OneToOneField("joining.Ticket", on_delete=models.CASCADE, related_name="+")
    email = models.EmailField()
    language = models.CharField(max_length=10, blank=True)
    consented_at = models.DateTimeField()

    class Meta:
        db_table = "joining_waiting_addresses"

    def __str__(self) -> str:
        return f"for {self.ticket_id}"
