"""Where people come from."""

from django.db import models

from coterie.kit.ids import new_key


class Channel(models.Model):
    """A platform and a place on it."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    platform = models.CharField(max_length=30, blank=True)
    placement = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        db_table = "joining_channels"
        constraints = (
            models.UniqueConstraint(fields=["community", "name"], name="joining_channel_once"),
            models.CheckConstraint(condition=~models.Q(name=""), name="joining_channel_named"),
        )

    def __str__(self) -> str:
        return self.name
