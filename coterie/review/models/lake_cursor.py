from django.db import models


class LakeCursor(models.Model):
    """How far the log has been rolled into the lake; there is one row."""

    tx = models.BigIntegerField(default=0)
    event = models.BigIntegerField(default=0)
    """With `tx`, the last event in the lake."""
    events = models.BigIntegerField(default=0)
    """How many events the lake must hold; fewer, and it is rebuilt."""
    lineage = models.CharField(max_length=12, default="")
    """Names the folder this row belongs to, so that the lake of another database is never read."""
    rolled_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "review_lake_cursor"
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="review_lake_cursor_is_one"),)
