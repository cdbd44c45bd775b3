from django.db import models


class Pin(models.Model):
    """A message as the announcement of its group, from pinning to unpinning; one at a time."""

    group = models.ForeignKey("groups.Group", on_delete=models.CASCADE, related_name="+", db_index=False)
    message = models.ForeignKey("talk.Message", on_delete=models.CASCADE, related_name="pins")
    pinned_at = models.DateTimeField()
    pinned_by = models.ForeignKey("accounts.Account", on_delete=models.SET_NULL, null=True, related_name="+")
    unpinned_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "talk_pins"
        constraints = (
            models.UniqueConstraint(
                fields=["group"], condition=models.Q(unpinned_at=None), name="talk_pins_one_announcement"
            ),
        )
