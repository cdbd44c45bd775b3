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
    created_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "groups"
        constraints = (
            models.UniqueConstraint(fields=["community", "name"], name="groups_name_once"),
            models.CheckConstraint(condition=~models.Q(name=""), name="groups_named"),
            models.CheckConstraint(condition=models.Q(capacity__gte=1), name="groups_with_room"),
        )

    def __str__(self) -> str:
        return self.name
