"""One time of what recurs."""

from django.db import models

from coterie.kit.ids import new_key
from coterie.rituals.enums import OccurrenceState


class Occurrence(models.Model):
    """One time of a ritual in one group; the rule's date is its identity, even when it is moved."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    ritual = models.ForeignKey("rituals.Ritual", on_delete=models.CASCADE, related_name="occurrences")
    group = models.ForeignKey("groups.Group", on_delete=models.CASCADE, related_name="+")
    on = models.DateField()
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    title = models.CharField(max_length=120, blank=True)
    """The topic of this time; empty: that of the ritual."""
    host = models.ForeignKey("members.Member", on_delete=models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=9, choices=OccurrenceState, default=OccurrenceState.PLANNED)
    announced_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    on_time = models.BooleanField(null=True)
    moved_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)
    """How often it was changed: the sequence of calendar feeds."""
    ticked = models.JSONField(default=dict)
    """Place in the checklist -> when it was done."""
    said = models.JSONField(default=list)
    """Messages that were said for it by itself; they are no contributions."""
    people = models.PositiveIntegerField(default=0)
    contributions = models.PositiveIntegerField(default=0)
    """As counted when it closed."""

    class Meta:
        db_table = "rituals_occurrences"
        constraints = (
            models.UniqueConstraint(fields=["ritual", "group", "on"], name="rituals_once_a_date"),
            models.CheckConstraint(condition=models.Q(ends_at__gt=models.F("starts_at")), name="rituals_forward"),
            models.CheckConstraint(
                condition=models.Q(closed_at=None) | models.Q(opened_at__isnull=False), name="rituals_closed_after_open"
            ),
        )
        indexes = (
            models.Index(fields=["community", "starts_at"], name="rituals_calendar"),
            models.Index(fields=["group", "starts_at"], name="rituals_of_group"),
            models.Index(
                fields=["starts_at"],
                condition=models.Q(state__in=("planned", "announced", "open")),
                name="rituals_ahead",
            ),
        )

    def __str__(self) -> str:
        return f"{self.ritual_id} on {self.on}"
