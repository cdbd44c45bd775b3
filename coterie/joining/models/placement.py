"""Where exactly on a channel."""

from django.db import models

from coterie.kit.ids import new_key


class Placement(models.Model):
    """One place of a channel, like a window or an article; its tracking code tells who came from there."""

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    channel = models.ForeignKey("joining.Channel", on_delete=models.CASCADE, related_name="placements")
    name = models.CharField(max_length=60)
    code = models.OneToOneField("joining.LiveCode", on_delete=models.RESTRICT, related_name="placement")
    """The live code behind its picture and its links; printed once, never given to another place."""
    owner = models.ForeignKey("accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+")
    notes = models.CharField(max_length=1000, blank=True)
    created_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "joining_placements"
        constraints = (
            models.UniqueConstraint(fields=["channel", "name"], name="joining_placement_once"),
            models.CheckConstraint(condition=~models.Q(name=""), name="joining_placement_named"),
        )

    def __str__(self) -> str:
        return self.name
