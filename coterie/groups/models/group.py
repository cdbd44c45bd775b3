from django.db import models

from coterie.groups.enums import Tier
from coterie.kit.ids import new_key


class Group(models.Model):
    """A room of people; its home is built in."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    tier = models.CharField(max_length=12, choices=Tier, default=Tier.BASIC)
    capacity = models.PositiveIntegerField(default=200)
    taken = models.PositiveIntegerField(default=0)
    """Members inside now: kept under the row's lock, equal to the open memberships (tested)."""
    description = models.CharField(max_length=300, blank=True)
    slow_seconds = models.PositiveIntegerField(default=0)
    """How long a member waits between two messages; 0 is not at all."""
    quiet_from = models.TimeField(null=True)
    quiet_to = models.TimeField(null=True)
    """When only staff speak, by the community's clock; over midnight where the end is the earlier one."""
    leads_to = models.ForeignKey("groups.Group", on_delete=models.SET_NULL, null=True, related_name="led_from")
    """The group that members go on to from here."""
    created_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "groups"
        constraints = (
            models.UniqueConstraint(fields=["community", "name"], name="groups_name_once"),
            models.CheckConstraint(condition=~models.Q(name=""), name="groups_named"),
            models.CheckConstraint(condition=models.Q(capacity__gte=1), name="groups_with_room"),
            models.CheckConstraint(
                condition=models.Q(quiet_from__isnull=True, quiet_to__isnull=True)
                | models.Q(quiet_from__isnull=False, quiet_to__isnull=False),
                name="groups_quiet_has_both_ends",
            ),
        )

    def __str__(self) -> str:
        return self.name
