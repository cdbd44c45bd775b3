"""Statements of payment providers, to be held against the books."""

from django.db import models

from coterie.kit.ids import new_key
from coterie.market.enums import Happening


class Statement(models.Model):
    """A file of a provider that was handed in."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    account = models.ForeignKey("market.ProviderAccount", on_delete=models.CASCADE, related_name="statements")
    digest = models.CharField(max_length=64)
    name = models.CharField(max_length=120, blank=True)
    at = models.DateTimeField()
    since = models.DateTimeField()
    until = models.DateTimeField()
    """From its first line to its last."""

    class Meta:
        db_table = "market_statements"
        constraints = (models.UniqueConstraint(fields=["account", "digest"], name="market_statement_once"),)

    def __str__(self) -> str:
        return self.name


class StatementRow(models.Model):
    """One line of a statement."""

    statement = models.ForeignKey("market.Statement", on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    mark = models.CharField(max_length=64)
    """The same for the same line in another file."""
    at = models.DateTimeField()
    kind = models.CharField(max_length=8, choices=Happening)
    named = models.CharField(max_length=255, blank=True)
    external = models.CharField(max_length=255, blank=True)
    refund = models.CharField(max_length=255, blank=True)
    amount = models.BigIntegerField()
    fee = models.BigIntegerField()
    currency = models.CharField(max_length=3)

    class Meta:
        db_table = "market_statement_rows"
        constraints = (models.UniqueConstraint(fields=["statement", "number"], name="market_statement_row_once"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.amount}"
