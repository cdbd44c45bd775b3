"""How far each receiver has heard."""

from django.db import models


class Cursor(models.Model):
    """A receiver's place in the log, and the process that reads for it now."""

    receiver = models.TextField(primary_key=True)
    tx = models.BigIntegerField(default=0)
    event = models.BigIntegerField(default=0)
    holder = models.TextField(default="", blank=True)
    lease_until = models.DateTimeField(null=True)

    class Meta:
        """Beside the log."""

        db_table = "event_cursors"
