"""Bounties: a fixed amount for work that a partner hands in."""

from django.db import models

from coterie.kit.ids import new_key
from coterie.partners.enums import WorkState


class Bounty(models.Model):
    """So much for each piece of work that is accepted, for so many of them. Never changed, only closed."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    programme = models.ForeignKey("partners.Programme", on_delete=models.CASCADE, related_name="bounties")
    title = models.CharField(max_length=80)
    text = models.TextField(max_length=2000)
    """What is asked."""
    amount = models.BigIntegerField()
    """For each piece that is accepted, in minor units."""
    currency = models.CharField(max_length=3)
    most = models.PositiveIntegerField()
    """How many pieces are accepted in all, and of one partner."""
    most_each = models.PositiveIntegerField()
    budget = models.BigIntegerField(null=True)
    """How much all of them may cost; none: as much as there are pieces."""
    until = models.DateTimeField(null=True)
    """Before that work can be handed in."""
    offered_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "partners_bounties"
        constraints = (
            models.CheckConstraint(
                condition=models.Q(amount__gte=1, most__gte=1, most_each__gte=1)
                & (models.Q(budget=None) | models.Q(budget__gte=models.F("amount"))),
                name="partners_bounty_bounds",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Work(models.Model):
    """What a partner handed in for a bounty; what came of it in money, its earning says."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    bounty = models.ForeignKey("partners.Bounty", on_delete=models.CASCADE, related_name="works")
    partner = models.ForeignKey("partners.Partner", on_delete=models.CASCADE, related_name="works")
    text = models.TextField(max_length=2000)
    link = models.URLField(max_length=500, blank=True)
    state = models.CharField(max_length=9, choices=WorkState, default=WorkState.HANDED_IN)
    note = models.CharField(max_length=200, blank=True)
    """What the partner was told with the decision."""
    account = models.ForeignKey("accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+")
    """Who decided."""
    handed_in_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "partners_works"
        indexes = (models.Index(fields=["bounty", "state"], name="partners_works_for"),)

    def __str__(self) -> str:
        return self.key


class WorkFile(models.Model):
    """A file that came with work; `file` is the key of a stored file, which is of this work alone."""

    work = models.ForeignKey("partners.Work", on_delete=models.CASCADE, related_name="files", db_index=False)
    position = models.PositiveSmallIntegerField()
    file = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=120)
    """As its sender called it, with the ending of what it turned out to be."""
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    """Of a picture, in pixels."""

    class Meta:
        db_table = "partners_work_files"
        ordering = ("position",)
        constraints = (models.UniqueConstraint(fields=["work", "position"], name="partners_work_files_in_order"),)

    def __str__(self) -> str:
        return self.name
