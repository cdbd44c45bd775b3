"""Codes, visitors and claims for the tests of joining."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction

from coterie.joining.domain.code import create_code
from coterie.joining.domain.seats.batch import settle
from coterie.joining.domain.seats.claim import Claim, Seat
from coterie.joining.models import LiveCode, Slot, Ticket
from coterie.kit.ids import new_visitor
from tests.cast import NOW, Cast


def code_of(cast: Cast, *, slots: int = 2, capacity: int = 3, title: str = "Poster", **facts: object) -> LiveCode:
    """Print a code that leads to new groups."""
    actor = cast.actor("alice")
    return create_code(
        community=cast.table.pk, title=title, slots=slots, capacity=capacity, actor=actor, now=NOW, **facts
    )


def scan(code: LiveCode, visitor: int | None = None, *, now: datetime = NOW, **facts: object) -> Seat:
    """Let one visitor scan."""
    [seat] = scan_all(code, [visitor or new_visitor()], now=now, **facts)
    return seat


def scan_all(code: LiveCode, visitors: Iterable[int], *, now: datetime = NOW, **facts: object) -> list[Seat]:
    """Let visitors scan in one batch."""
    with transaction.atomic():
        return settle([Claim(code.slug, visitor, **facts) for visitor in visitors], now=now)


def numbers(seats: Iterable[Seat]) -> list[int | None]:
    """Return the slots that people were shown."""
    return [seat.number for seat in seats]


def counted(code: LiveCode) -> list[tuple[int, int, int]]:
    """Return of each slot: seats counted as taken, tickets that have a seat, capacity."""
    live = Ticket.objects.filter(code=code, state__in=("held", "joined"))
    return [
        (slot.taken, live.filter(slot=slot).count(), slot.capacity)
        for slot in Slot.objects.filter(code=code).order_by("number")
    ]


def in_thread(work, *arguments: object) -> object:
    """Run `work` in a thread of a pool, leaving no connection behind."""
    try:
        return work(*arguments)
    finally:
        connection.close()
