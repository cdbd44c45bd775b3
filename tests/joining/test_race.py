"""Many at one code at once: exactly the seats there are, and the proof that the guard is what does it."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier

import pytest
from django.db import transaction

from coterie.joining.domain.seats.batch import read_slots, write
from coterie.joining.domain.seats.claim import Claim, Door, Seat
from coterie.joining.domain.seats.clerk import Clerk
from coterie.joining.domain.seats.desk import Desk
from coterie.joining.domain.seats.usher import Hall
from coterie.joining.models import LiveCode, Ticket
from coterie.kit.ids import new_visitor
from coterie.platform.events.models import LoggedEvent
from tests.cast import NOW, call_cast
from tests.joining.doors import code_of, counted, in_thread, scan

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

VISITORS, SLOTS, CAPACITY = 1000, 10, 50
SEATS = SLOTS * CAPACITY


def full_house(code: LiveCode) -> tuple[list[tuple[int, int, int]], int]:
    return counted(code), Ticket.objects.filter(code=code).count()


def seated(seats: list[Seat]) -> int:
    return sum(seat.number is not None for seat in seats)


async def ask(clerks: list[Clerk], code: LiveCode, visitors: list[int]) -> list[Seat]:
    claims = [clerks[place % len(clerks)].claim(Claim(code.slug, who)) for place, who in enumerate(visitors)]
    return await asyncio.gather(*claims)


def ask_desks(count: int, code: LiveCode, visitors: list[int]) -> list[Seat]:
    clerks = [Clerk(lambda: NOW) for _ in range(count)]
    for clerk in clerks:
        clerk.start()
    try:
        return asyncio.run(ask(clerks, code, visitors))
    finally:
        for clerk in clerks:
            clerk.stop()


@pytest.mark.slow
def test_thousand_threads_share_the_seats() -> None:
    code = code_of(call_cast(), slots=SLOTS, capacity=CAPACITY)

    with ThreadPoolExecutor(16) as pool:
        seats = list(pool.map(partial(in_thread, scan), [code] * VISITORS))

    assert seated(seats) == SEATS
    assert full_house(code) == ([(CAPACITY, CAPACITY, CAPACITY)] * SLOTS, VISITORS)


@pytest.mark.parametrize("desks", [1, 2])
def test_thousand_claims_at_the_desks_share_the_seats(desks: int) -> None:
    code = code_of(call_cast(), slots=SLOTS, capacity=CAPACITY, strategy="least_full")

    seats = ask_desks(desks, code, [new_visitor() for _ in range(VISITORS)])

    assert seated(seats) == SEATS
    assert full_house(code) == ([(CAPACITY, CAPACITY, CAPACITY)] * SLOTS, VISITORS)
    assert LoggedEvent.objects.filter(kind="code_scanned").count() == VISITORS


def test_same_visitor_many_times_at_once_is_one() -> None:
    code = code_of(call_cast(), slots=SLOTS, capacity=CAPACITY)
    visitor = new_visitor()

    seats = ask_desks(2, code, [visitor] * 200)
    code.refresh_from_db()

    assert {seat.number for seat in seats} == {1}
    assert (code.views, code.visitors, counted(code)[0][0]) == (200, 1, 1)


def test_without_the_guard_slots_overflow() -> None:
    """Negative control: the same desk, told the truth of a moment ago."""
    code = code_of(call_cast(), slots=2, capacity=5)
    door = Door(code.pk, code.slug, code.community_id, "table", None, False, code.strategy, 60)
    together = Barrier(12)

    def unguarded() -> Seat:
        desk = Desk(door, Hall(read_slots([code.pk], NOW)[code.pk], code.strategy), NOW)
        together.wait()
        seat = desk.serve(Claim(code.slug, new_visitor()))
        with transaction.atomic():
            write([desk])
        return seat

    with ThreadPoolExecutor(12) as pool:
        seats = list(pool.map(lambda _: in_thread(unguarded), range(12)))

    given = Ticket.objects.filter(code=code, state="held").count()
    assert (seated(seats), given) == (12, 12)
    assert given > 10
