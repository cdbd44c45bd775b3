"""Under which names pieces appear, and how often."""

from datetime import date

from django.db import models

from coterie.kit.ids import new_key
from coterie.rituals.enums import PieceFormat


class Column(models.Model):
    """What readers come back for: a name, whose it is, and the days on which they expect it."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    profile = models.ForeignKey("communities.Profile", on_delete=models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=60)
    format = models.CharField(max_length=8, choices=PieceFormat, default=PieceFormat.TEXT)
    """What its pieces usually are."""
    rhythms = models.JSONField(default=list)
    """What was promised since when: `{"since": "2026-03-02", "weekdays": [0, 3]}`, 0 is Monday; the last counts now."""
    warned_at = models.DateTimeField(null=True)
    """When its views were found to decline; NULL: they do not, or no more."""
    created_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "rituals_columns"
        constraints = (
            models.CheckConstraint(condition=~models.Q(name=""), name="rituals_column_named"),
            models.UniqueConstraint(
                fields=["community", "name"], condition=models.Q(archived_at=None), name="rituals_column_named_once"
            ),
        )

    def __str__(self) -> str:
        return self.name

    @property
    def weekdays(self) -> list[int]:
        """The days on which it is promised now."""
        return list(self.rhythms[-1]["weekdays"]) if self.rhythms else []

    def promised_on(self, on: date) -> bool:
        """Tell whether it was promised for a date."""
        told = [one["weekdays"] for one in self.rhythms if date.fromisoformat(one["since"]) <= on]
        return bool(told) and on.weekday() in told[-1]
