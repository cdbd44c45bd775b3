"""Which process reads for which receiver."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q

from coterie.platform.events.models import Cursor
from coterie.platform.events.position import Position
from coterie.platform.holder import is_gone

LEASE = timedelta(seconds=15)


def lease(names: Iterable[str], *, holder: str, now: datetime) -> dict[str, Position]:
    """Take or renew what is free, and return the saved position of each receiver that is ours now."""
    names = list(names)
    Cursor.objects.bulk_create([Cursor(receiver=name) for name in _new(names)], ignore_conflicts=True)
    free = Q(holder__in=["", holder, *_gone(holder)]) | Q(lease_until__lt=now)
    Cursor.objects.filter(free, receiver__in=names).update(holder=holder, lease_until=now + LEASE)
    ours = Cursor.objects.filter(receiver__in=names, holder=holder)
    return {cursor.receiver: Position(cursor.tx, cursor.event) for cursor in ours}


def release(holder: str) -> None:
    """Give all of the holder's leases back."""
    Cursor.objects.filter(holder=holder).update(holder="", lease_until=None)


def _new(names: list[str]) -> list[str]:
    known = set(Cursor.objects.filter(receiver__in=names).values_list("receiver", flat=True))
    return [name for name in names if name not in known]


def _gone(mine: str) -> list[str]:
    holders = Cursor.objects.exclude(holder__in=["", mine]).values_list("holder", flat=True).distinct()
    return [holder for holder in holders if is_gone(holder, mine=mine)]
