"""Events that a receiver could not take."""

from django.db import models
from django.db.models import Q

from coterie.kit.ids import new_key
from coterie.platform.events.enums import ParkedState


class ParkedEvent(models.Model):
    """One event out of one receiver's stream. The lowest waiting id of a (receiver, community) is tried first."""

    id = models.BigAutoField(primary_key=True)
    key = models.CharField(max_length=12, unique=True, default=new_key, editable=False)
    receiver = models.TextField()
    event = models.BigIntegerField()
    kind = models.TextField()
    community = models.BigIntegerField(default=0)
    state = models.TextField(choices=[(state.value, state.value) for state in ParkedState])
    attempts = models.SmallIntegerField(default=0)
    due = models.DateTimeField()
    error = models.TextField(default="", blank=True)
    since = models.DateTimeField()

    class Meta:
        """Beside the log."""

        db_table = "parked_events"
        constraints = [
            models.UniqueConstraint(fields=["receiver", "event"], name="parked_once_per_receiver"),
        ]
        indexes = [
            models.Index(
                fields=["receiver", "community", "id"],
                name="parked_waiting",
                condition=Q(state=ParkedState.WAITING.value),
            ),
        ]
