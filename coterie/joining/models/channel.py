"""Where people come from."""

from django.db import models

from coterie.joining.enums import Platform
from coterie.kit.ids import new_key


class Channel(models.Model):
    """A way by which people come: one's presence on a platform, with places on it, costs and somebody who minds it."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    platform = models.CharField(max_length=30, choices=Platform, default=Platform.OTHER)
    owner = models.ForeignKey("accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+")
    """The operator who minds it."""
    bait = models.ForeignKey("joining.Bait", on_delete=models.SET_NULL, null=True, related_name="channels")
    """What everybody gets who joins by one of its codes, unless the code has a bait of its own."""
    notes = models.CharField(max_length=1000, blank=True)
    welcome = models.CharField(max_length=500, blank=True)
    """Said to newcomers who came by it, in place of the community's own welcome."""
    created_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "joining_channels"
        constraints = (
            models.UniqueConstraint(fields=["community", "name"], name="joining_channel_once"),
            models.CheckConstraint(condition=~models.Q(name=""), name="joining_channel_named"),
        )

    def __str__(self) -> str:
        return self.name
