"""Whose purse it is, and what is in it."""

from django.db import models


class LedgerAccount(models.Model):
    """A purse of one kind of value; `balance`, `credited` and `legs` follow from its legs and change only with one."""

    id = models.BigAutoField(primary_key=True)
    community = models.BigIntegerField()
    book = models.CharField(max_length=12)
    """What is counted: a currency in minor units, or points."""
    kind = models.CharField(max_length=24)
    """What the purse is for: a wallet, a budget, an envelope."""
    owner = models.BigIntegerField(default=0)
    """The number of whose it is; 0: the community's own."""
    may_owe = models.BooleanField(default=False)
    balance = models.BigIntegerField(default=0)
    credited = models.BigIntegerField(default=0)
    """All that ever came in, without what only came back; it never falls."""
    legs = models.BigIntegerField(default=0)
    """How many legs were booked: the version of the balance."""

    class Meta:
        """One purse of a kind for each owner; below zero only where that is what it is for."""

        db_table = "ledger_accounts"
        constraints = [
            models.UniqueConstraint(fields=["community", "book", "kind", "owner"], name="ledger_account_once"),
            models.CheckConstraint(
                condition=models.Q(balance__gte=0) | models.Q(may_owe=True), name="ledger_not_below_zero"
            ),
        ]

    def __str__(self) -> str:
        """Name the purse in one line."""
        return f"{self.kind} {self.owner} {self.book}: {self.balance}"
