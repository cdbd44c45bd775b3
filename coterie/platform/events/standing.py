"""How the receivers stand, for operators."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Q

from coterie.platform.events.enums import ParkedState
from coterie.platform.events.models import Cursor, LoggedEvent, ParkedEvent
from coterie.platform.events.receiver import RECEIVERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One receiver: events it has not read yet, events out of its stream, and whether somebody reads for it."""

    receiver: str
    behind: int
    waiting: int
    parked: int
    reading: bool


def standings(*, now: datetime) -> list[Standing]:
    """Return how every receiver stands, by name."""
    cursors = {cursor.receiver: cursor for cursor in Cursor.objects.all()}
    troubles = Counter(ParkedEvent.objects.values_list("receiver", "state"))
    return [_standing(name, cursors.get(name, Cursor(receiver=name)), troubles, now=now) for name in sorted(RECEIVERS)]


def _standing(name: str, cursor: Cursor, troubles: Counter[tuple[str, str]], *, now: datetime) -> Standing:
    return Standing(
        receiver=name,
        behind=LoggedEvent.objects.filter(_after(cursor)).count(),
        waiting=troubles[name, ParkedState.WAITING],
        parked=troubles[name, ParkedState.PARKED],
        reading=cursor.lease_until is not None and cursor.lease_until > now,
    )


def _after(cursor: Cursor) -> Q:
    if connection.vendor == "postgresql":
        return Q(tx__gt=cursor.tx) | Q(tx=cursor.tx, id__gt=cursor.event)
    return Q(id__gt=cursor.event)
