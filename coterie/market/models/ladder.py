"""Tests of sizes and prices of one content."""

from django.db import models

from coterie.kit.ids import new_key
from coterie.market.enums import KnownBy, LadderBy, LadderState


class Ladder(models.Model):
    """A test: the same content in sizes, each an offer with its price; nobody sees two of them."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+", db_index=False)
    title = models.CharField(max_length=80)
    by = models.CharField(max_length=6, choices=LadderBy, default=LadderBy.PERSON)
    state = models.CharField(max_length=7, choices=LadderState, default=LadderState.DRAFT)
    created_at = models.DateTimeField()
    begun_at = models.DateTimeField(null=True)
    decided_at = models.DateTimeField(null=True)
    winner = models.ForeignKey("market.Rung", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "market_ladders"
        constraints = (
            models.CheckConstraint(condition=~models.Q(title=""), name="market_ladder_named"),
            models.CheckConstraint(
                condition=models.Q(state="draft") | models.Q(begun_at__isnull=False), name="market_ladder_begun_when"
            ),
            models.CheckConstraint(
                condition=~models.Q(state="decided") | models.Q(decided_at__isnull=False, winner__isnull=False),
                name="market_ladder_decided_how",
            ),
        )
        indexes = (models.Index(fields=["community", "-id"], name="market_ladders_of"),)

    def __str__(self) -> str:
        return self.title


class Rung(models.Model):
    """One size of a ladder: an offer, and how large a part of the visitors sees it."""

    ladder = models.ForeignKey("market.Ladder", on_delete=models.CASCADE, related_name="rungs")
    offer = models.ForeignKey("market.Offer", on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    weight = models.PositiveSmallIntegerField(default=1)

    class Meta:
        db_table = "market_rungs"
        ordering = ("position",)
        constraints = (
            models.UniqueConstraint(fields=["ladder", "offer"], name="market_rung_once"),
            models.CheckConstraint(condition=models.Q(weight__gte=1), name="market_rung_seen"),
        )

    def __str__(self) -> str:
        return f"{self.offer_id} in {self.ladder_id}"


class Showing(models.Model):
    """A person to whom one rung was shown; counted once, however often they look and wherever they sign in."""

    ladder = models.ForeignKey("market.Ladder", on_delete=models.CASCADE, related_name="showings", db_index=False)
    rung = models.ForeignKey("market.Rung", on_delete=models.CASCADE, related_name="+", db_index=False)
    unit = models.CharField(max_length=24, blank=True)
    """The group that sees one price together; empty where each person is alone."""
    at = models.DateTimeField()

    class Meta:
        db_table = "market_showings"
        indexes = (models.Index(fields=["ladder", "rung"], name="market_showings_of"),)

    def __str__(self) -> str:
        return f"{self.rung_id} at {self.at}"


class ShownTo(models.Model):
    """By what a person is known to whom a rung was shown: a browser, or a membership."""

    ladder = models.ForeignKey("market.Ladder", on_delete=models.CASCADE, related_name="+", db_index=False)
    known_by = models.CharField(max_length=7, choices=KnownBy)
    number = models.BigIntegerField()
    showing = models.ForeignKey("market.Showing", on_delete=models.CASCADE, related_name="known")

    class Meta:
        db_table = "market_shown_to"
        constraints = (models.UniqueConstraint(fields=["ladder", "known_by", "number"], name="market_shown_to_once"),)

    def __str__(self) -> str:
        return f"{self.known_by} {self.number}"
