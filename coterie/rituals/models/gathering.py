"""People in one place, offline or online, as many as there are places."""

from django.db import models

from coterie.kit.ids import new_key, new_secret
from coterie.rituals.enums import PlaceState


class Gathering(models.Model):
    """When and where, and for how many."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey("groups.Group", on_delete=models.CASCADE, null=True, related_name="+")
    """For whom; None: for every member."""
    title = models.CharField(max_length=80)
    brief = models.TextField(max_length=2000, blank=True)
    place = models.CharField(max_length=200, blank=True)
    link = models.URLField(max_length=300, blank=True)
    """Where it takes place online; shown to who has a place."""
    cost = models.CharField(max_length=120, blank=True)
    """What it costs and who pays, in words."""
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    places = models.PositiveIntegerField()
    offer_minutes = models.PositiveIntegerField(default=240)
    """How long a place that became free is kept for who waits longest."""
    recap = models.TextField(max_length=4000, blank=True)
    photos = models.JSONField(default=list)
    """Keys of stored files."""
    created_at = models.DateTimeField()
    called_off_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "rituals_gatherings"
        constraints = (
            models.CheckConstraint(condition=~models.Q(title=""), name="rituals_gathering_named"),
            models.CheckConstraint(condition=models.Q(places__gte=1), name="rituals_gathering_places"),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="rituals_gathering_forward"
            ),
        )
        indexes = (models.Index(fields=["community", "starts_at"], name="rituals_gatherings_when"),)

    def __str__(self) -> str:
        return self.title


class Ticket(models.Model):
    """How one member stands at a gathering; the line is in the order of `asked_at`."""

    gathering = models.ForeignKey("rituals.Gathering", on_delete=models.CASCADE, related_name="tickets")
    member = models.ForeignKey("members.Member", on_delete=models.CASCADE, related_name="+")
    secret = models.CharField(max_length=64, unique=True, default=new_secret, editable=False)
    """What the QR code says; whoever shows it is let in, once."""
    state = models.CharField(max_length=8, choices=PlaceState)
    asked_at = models.DateTimeField()
    offered_until = models.DateTimeField(null=True)
    scanned_at = models.DateTimeField(null=True)
    scanned_by = models.ForeignKey("accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        db_table = "rituals_tickets"
        constraints = (
            models.UniqueConstraint(fields=["gathering", "member"], name="rituals_one_ticket"),
            models.CheckConstraint(
                condition=models.Q(scanned_at=None) | models.Q(state=PlaceState.TAKEN),
                name="rituals_scanned_with_place",
            ),
            models.CheckConstraint(
                condition=models.Q(state=PlaceState.OFFERED, offered_until__isnull=False)
                | (~models.Q(state=PlaceState.OFFERED) & models.Q(offered_until=None)),
                name="rituals_offer_ends",
            ),
        )
        indexes = (
            models.Index(fields=["gathering", "state", "asked_at"], name="rituals_line"),
            models.Index(fields=["offered_until"], condition=models.Q(state=PlaceState.OFFERED), name="rituals_offers"),
        )

    def __str__(self) -> str:
        return f"{self.member_id} at {self.gathering_id}"
