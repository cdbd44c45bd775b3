"""Seats behind a code: given in order, kept, and never more than there are."""

from datetime import timedelta

import pytest

from coterie.joining.domain.code import switch_code
from coterie.joining.domain.slot import edit_slot
from coterie.joining.models import LiveCode, Slot, Ticket
from coterie.kit.ids import new_visitor
from coterie.platform.events.models import LoggedEvent
from tests.cast import NOW, Cast
from tests.joining.doors import code_of, counted, numbers, scan, scan_all

HOUR = timedelta(hours=1)


def test_slots_fill_in_order_then_wait(cast: Cast) -> None:
    code = code_of(cast, slots=2, capacity=3)

    seats = scan_all(code, [new_visitor() for _ in range(8)])

    assert numbers(seats) == [1, 1, 1, 2, 2, 2, None, None]
    assert counted(code) == [(3, 3, 3), (3, 3, 3)]
    assert Ticket.objects.filter(code=code, state="waiting", slot=None).count() == 2


def test_least_full_spreads_by_share(cast: Cast) -> None:
    code = code_of(cast, slots=2, capacity=4, strategy="least_full")
    second = Slot.objects.get(code=code, number=2)
    edit_slot(slot=second.pk, capacity=2, order=2, actor=cast.actor("alice"), now=NOW)

    assert numbers(scan_all(code, [new_visitor() for _ in range(7)])) == [1, 2, 1, 1, 2, 1, None]


def test_same_visitor_keeps_the_seat(cast: Cast) -> None:
    code = code_of(cast)
    visitor = new_visitor()
    first = scan(code, visitor)

    again = [scan(code, visitor) for _ in range(5)]
    in_one_batch = scan_all(code, [visitor, visitor])

    assert {seat.number for seat in (first, *again, *in_one_batch)} == {1}
    assert counted(code)[0][:2] == (1, 1)


def test_counters_stay_apart(cast: Cast) -> None:
    code = code_of(cast)
    visitor = new_visitor()
    scan(code, visitor)
    scan(code, visitor)
    scan(code, verdict="bot", reason="googlebot")
    scan(code)
    code.refresh_from_db()

    assert (code.views, code.visitors, code.joins, code.machine_looks) == (3, 2, 0, 1)


def test_machines_take_nothing_and_are_noted(cast: Cast) -> None:
    code = code_of(cast)

    seat = scan(code, verdict="preview", reason="whatsapp/")

    event = LoggedEvent.objects.get(kind="code_viewed", code=code.pk)
    assert (seat.number, counted(code)[0][0], Ticket.objects.count()) == (None, 0, 0)
    assert event.data == {"verdict": "preview", "reason": "whatsapp/", "count": 1}


def test_first_scan_is_told_once(cast: Cast) -> None:
    code = code_of(cast)
    visitor = new_visitor()
    scan(code, visitor)
    scan(code, visitor)

    event = LoggedEvent.objects.get(kind="code_scanned")
    assert (event.visitor, event.code, event.data) == (visitor, code.pk, {"slot": 1, "by": "fill_in_order"})


def test_unknown_code_is_unknown(cast: Cast) -> None:
    assert scan(LiveCode(slug="nothere")).door is None


def test_paused_code_seats_nobody_new(cast: Cast) -> None:
    code = code_of(cast)
    seated = new_visitor()
    scan(code, seated)
    switch_code(state="paused", code=code.pk, actor=cast.actor("alice"), now=NOW)

    assert (scan(code, seated).number, scan(code).number) == (1, None)


def test_ended_hold_makes_room_when_full(cast: Cast) -> None:
    code = code_of(cast, slots=1, capacity=1)
    gone, late = new_visitor(), new_visitor()
    scan(code, gone)

    assert scan(code, late).number is None
    assert scan(code, late, now=NOW + HOUR).number == 1
    assert scan(code, gone, now=NOW + HOUR).number is None
    assert LoggedEvent.objects.filter(kind="seat_released", visitor=gone).count() == 1


def test_ended_hold_is_renewed_while_nobody_needs_the_seat(cast: Cast) -> None:
    code = code_of(cast)
    visitor = new_visitor()
    scan(code, visitor)

    seat = scan(code, visitor, now=NOW + 2 * HOUR)

    assert (seat.number, seat.until) == (1, NOW + 3 * HOUR)
    assert counted(code)[0][:2] == (1, 1)


def test_expired_slot_moves_the_visitor_on(cast: Cast) -> None:
    code = code_of(cast, hold_minutes=600)
    first = Slot.objects.get(code=code, number=1)
    edit_slot(slot=first.pk, capacity=3, order=1, expires_at=NOW + HOUR, actor=cast.actor("alice"), now=NOW)
    visitor = new_visitor()
    before = scan(code, visitor)

    after = scan(code, visitor, now=NOW + HOUR)

    assert (before.number, before.until, after.number) == (1, NOW + HOUR, 2)
    assert [row[:2] for row in counted(code)] == [(0, 0), (1, 1)]


def test_early_slot_is_passed_over(cast: Cast) -> None:
    code = code_of(cast)
    first = Slot.objects.get(code=code, number=1)
    edit_slot(slot=first.pk, capacity=3, order=1, valid_from=NOW + HOUR, actor=cast.actor("alice"), now=NOW)

    assert (scan(code).number, scan(code, now=NOW + HOUR).number) == (2, 1)


def test_reserve_is_never_given(cast: Cast) -> None:
    code = code_of(cast, slots=1, capacity=3)
    slot = Slot.objects.get(code=code)
    edit_slot(slot=slot.pk, capacity=3, reserve=2, order=1, actor=cast.actor("alice"), now=NOW)

    assert numbers(scan_all(code, [new_visitor(), new_visitor()])) == [1, None]


@pytest.mark.parametrize("capacity", [0, 1])
def test_edit_never_moves_who_has_a_seat(cast: Cast, capacity: int) -> None:
    code = code_of(cast)
    seated = [new_visitor(), new_visitor()]
    scan_all(code, seated)
    first = Slot.objects.get(code=code, number=1)
    actor = cast.actor("alice")
    edit_slot(slot=first.pk, capacity=capacity, order=9, valid_from=NOW + HOUR, actor=actor, now=NOW)

    assert numbers(scan_all(code, seated)) == [1, 1]
    assert scan(code).number == 2


def test_held_seats_of_all_codes_count_in_a_group(cast: Cast) -> None:
    one = code_of(cast, groups=["VIP"], capacity=100)
    two = code_of(cast, groups=["VIP"], capacity=100)

    seats = [scan(code) for code in (one, two, one, two, one)]

    assert numbers(seats) == [1, 1, 1, 1, None]


def test_moment_before_a_jump_of_the_clock_loses_no_seat(cast: Cast) -> None:
    code = code_of(cast, slots=1, capacity=2)
    visitor, other = new_visitor(), new_visitor()
    scan(code, visitor)
    scan(code, visitor, now=NOW - 5 * HOUR)
    scan(code, other, now=NOW - 5 * HOUR)

    assert (scan(code, visitor).number, scan(code, other).number) == (1, 1)
    assert counted(code) == [(2, 2, 2)]
    assert scan(code, now=NOW + 3 * HOUR).number == 1
