"""Why value moved."""

from django.db import models


class LedgerEntry(models.Model):
    """One movement of value; its legs add up to nothing. `key` is its business key: what it is for is booked once."""

    id = models.BigAutoField(primary_key=True)
    key = models.CharField(max_length=80, unique=True)
    at = models.DateTimeField()
    community = models.BigIntegerField()
    book = models.CharField(max_length=12)
    kind = models.CharField(max_length=24)
    subject = models.BigIntegerField(null=True)
    """The number of what it is about, by its kind."""
    reverses = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="reversals")

    class Meta:
        """Found by community, in order."""

        db_table = "ledger_entries"
        indexes = [models.Index(fields=["community", "book", "id"], name="ledger_entries_of")]

    def __str__(self) -> str:
        """Name the entry in one line."""
        return f"{self.kind} {self.key}"
