"""One side of an entry."""

from django.db import models


class LedgerLeg(models.Model):
    """What one entry does to one account; the numbers after it stand beside it. Triggers keep it as it is."""

    id = models.BigAutoField(primary_key=True)
    entry = models.ForeignKey("ledger.LedgerEntry", on_delete=models.PROTECT, related_name="legs")
    account = models.ForeignKey("ledger.LedgerAccount", on_delete=models.PROTECT, related_name="posted")
    amount = models.BigIntegerField()
    at = models.DateTimeField()
    version = models.BigIntegerField()
    balance = models.BigIntegerField()
    credited = models.BigIntegerField()
    reverses = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="reversals")

    class Meta:
        """One leg of an entry for each account, and one for each version of it."""

        db_table = "ledger_legs"
        constraints = [
            models.UniqueConstraint(fields=["account", "version"], name="ledger_version_once"),
            models.UniqueConstraint(fields=["entry", "account"], name="ledger_leg_once"),
            models.CheckConstraint(condition=~models.Q(amount=0), name="ledger_leg_moves"),
        ]
        indexes = [models.Index(fields=["account", "at"], name="ledger_legs_of")]

    def __str__(self) -> str:
        """Name the leg in one line."""
        return f"{self.account_id} {self.amount:+}"
