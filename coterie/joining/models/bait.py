"""What people are promised for coming."""

from django.db import models

from coterie.joining.enums import BaitKind
from coterie.kit.ids import new_key


class Bait(models.Model):
    """A gift for whoever joins by a code or a channel that it hangs on: a file, a link, a text, or one text each.

    The lock on its row orders all deliveries.
    """

    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    community = models.ForeignKey("communities.Community", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=5, choices=BaitKind)
    title = models.CharField(max_length=60)
    """What posters, the public page and the door promise."""
    file = models.CharField(max_length=64, blank=True)
    """Key of the stored file."""
    url = models.URLField(max_length=500, blank=True)
    text = models.CharField(max_length=2000, blank=True)
    limit = models.PositiveIntegerField(null=True)
    """How many there are; None: as many as come, or as there are texts."""
    expires_at = models.DateTimeField(null=True)
    delivered = models.PositiveIntegerField(default=0)
    """Deliveries: kept under the row's lock, equal to their rows (tested)."""
    created_at = models.DateTimeField()
    archived_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "joining_baits"
        constraints = (
            models.CheckConstraint(condition=~models.Q(title=""), name="joining_bait_titled"),
            models.CheckConstraint(
                condition=models.Q(limit=None) | models.Q(delivered__lte=models.F("limit")),
                name="joining_bait_within_limit",
            ),
        )

    def __str__(self) -> str:
        return self.title
