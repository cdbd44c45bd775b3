"""Services that are booked for a time: the times, the places, moving, calling off, letters."""

from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.core import mail

from coterie.communities.models import Community
from coterie.kit.actor import Actor
from coterie.kit.errors import Conflict, Invalid, NotFound
from coterie.market.domain.appointment import (
    Made,
    Pattern,
    add_pattern,
    cancel_appointment,
    edit_appointment,
    remove_appointment,
)
from coterie.market.domain.booking import move_booking
from coterie.market.domain.booking_letter import remind_of_bookings_due, write_called_off, write_moved
from coterie.market.domain.buying import HOLD, cancel_due, cancel_order
from coterie.market.domain.calling_off import call_off_order
from coterie.market.domain.checkout import check_out
from coterie.market.domain.offer import edit_offer
from coterie.market.domain.paying import ask_payment, take_payment
from coterie.market.domain.refund import refund_order
from coterie.market.errors import NotForSale, SoldOut
from coterie.market.models import Appointment, Order
from coterie.market.queries.appointments import by_day, free_times
from coterie.market.receivers import tell_of_called_off, tell_of_moved
from coterie.market.rules import times_of
from coterie.members.domain.letter_wish import wish_for_letters
from coterie.platform.events.models import LoggedEvent
from coterie.platform.jobs.chore import drain
from tests.cast import NOW, Cast
from tests.market.hours import DAY, HOUR, a_service, a_time, book, booked, left
from tests.market.stall import balances, on_sale, order, pay
from tests.rituals.plans import seat_alice

pytestmark = pytest.mark.django_db
SYSTEM = Actor.of_system()
WEEK = Pattern(frozenset({0, 2}), time(19), date(2026, 3, 2), date(2026, 3, 15))


def staff(cast: Cast) -> dict[str, Any]:
    return {"actor": cast.actor("alice"), "now": NOW}


def heard(receiver: Any, kind: str) -> None:
    """Let a receiver hear of the last event of a kind."""
    receiver(LoggedEvent.objects.filter(kind=kind).latest("pk"), now=NOW)


def test_times_keep_their_hour_when_clocks_change() -> None:
    sundays = times_of({6}, time(2, 30), date(2026, 3, 22), date(2026, 4, 5), "Europe/Berlin")
    autumn = times_of({6}, time(2, 30), date(2026, 10, 25), date(2026, 10, 25), "Europe/Berlin")

    assert [at.astimezone(UTC).strftime("%d %H:%M") for at in sundays] == ["22 01:30", "29 01:30", "05 00:30"]
    assert [at.strftime("%d %H:%M") for at in autumn] == ["25 00:30"]


def test_pattern_makes_times_by_the_clock_of_the_community_once(cast: Cast) -> None:
    row = a_service(cast)
    facts: dict[str, Any] = {"offer": row.offer_id, "pattern": WEEK, "minutes": 45, "places": 3, **staff(cast)}

    assert [add_pattern(**facts), add_pattern(**facts)] == [Made(3, 1), Made(0, 4)]

    made = list(free_times(row.offer_id, NOW).values_list("starts_at", "places", "left"))
    assert made == [(datetime(2026, 3, day, 11, tzinfo=UTC), 3, 3) for day in (4, 9, 11)]


@pytest.mark.parametrize(
    ("pattern", "field"),
    [
        (Pattern(frozenset(), time(9), date(2026, 3, 2), date(2026, 3, 9)), "weekdays"),
        (Pattern(frozenset({6}), time(9), date(2026, 3, 2), date(2026, 3, 4)), "weekdays"),
        (Pattern(frozenset({0}), time(9), date(2026, 3, 9), date(2026, 3, 2)), "last"),
        (Pattern(frozenset({0}), time(9), date(2026, 3, 2), date(2027, 4, 2)), "last"),
    ],
)
def test_pattern_that_makes_no_sense(cast: Cast, pattern: Pattern, field: str) -> None:
    row = a_service(cast)

    with pytest.raises(Invalid) as refused:
        add_pattern(offer=row.offer_id, pattern=pattern, minutes=30, **staff(cast))

    assert refused.value.field == field


def test_pattern_is_bounded(cast: Cast) -> None:
    every_day = Pattern(frozenset(range(7)), time(9), date(2026, 3, 3), date(2027, 3, 3))
    row = a_service(cast)

    made = add_pattern(offer=row.offer_id, pattern=every_day, minutes=30, **staff(cast))

    assert made == Made(366, 0)


def test_who_gives_it_is_in_one_place_at_a_time(cast: Cast) -> None:
    row, other, alice = a_service(cast), a_service(cast, "walk"), seat_alice(cast)
    a_time(cast, row, host=alice)
    free = a_time(cast, other, NOW + 3 * DAY + HOUR / 2)

    with pytest.raises(Conflict):
        a_time(cast, other, NOW + 3 * DAY + HOUR / 2, host=alice)
    with pytest.raises(Conflict):
        edit_appointment(appointment=free.pk, host=alice, **staff(cast))
    with pytest.raises(Invalid):
        a_time(cast, row, NOW + 5 * DAY, host=cast.members["dan"].pk)
    with pytest.raises(Invalid):
        a_time(cast, row, NOW)
    with pytest.raises(Conflict):
        a_time(cast, on_sale(cast))

    assert a_time(cast, other, NOW + 3 * DAY + HOUR, host=alice).host_id == alice


def test_a_place_is_held_with_the_order_and_free_when_its_time_is_over(cast: Cast) -> None:
    row = a_service(cast)
    at = a_time(cast, row, places=2)

    one = book(cast, row, at, who="dan")
    two = book(cast, row, at, who="carol")
    with pytest.raises(SoldOut):
        book(cast, row, at, who="nina")
    cancel_order(order=two.pk, actor=cast.actor("carol"), now=NOW)

    assert (left(at), booked(one).places) == (1, 1)
    cancel_due(actor=SYSTEM, now=NOW + HOLD)
    assert left(at) == 2


def test_a_time_must_be_chosen_once_there_are_any(cast: Cast) -> None:
    row, pen = a_service(cast), on_sale(cast)
    assert order(cast, row).state == "pending"
    at = a_time(cast, row)

    with pytest.raises(Invalid):
        order(cast, row)
    with pytest.raises(Invalid):
        book(cast, pen, at)
    with pytest.raises(NotFound):
        other = a_time(cast, a_service(cast, "walk"))
        book(cast, row, other)
    with pytest.raises(NotForSale):
        book(cast, row, at, now=at.starts_at)

    assert book(cast, row, at, now=at.starts_at - HOUR).amount == 1000


def test_a_member_books_a_time_once_for_as_many_as_come(cast: Cast) -> None:
    row = a_service(cast)
    at = a_time(cast, row, places=5)
    book(cast, row, at, quantity=3)

    with pytest.raises(Conflict):
        book(cast, row, at)

    assert left(at) == 2
    assert Order.objects.count() == 1


def test_a_time_is_no_gift(cast: Cast) -> None:
    row = a_service(cast)
    at = a_time(cast, row)

    with pytest.raises(Invalid) as refused:
        check_out(
            community=cast.table.pk, wanted={row.pk: 1}, way="manual", is_gift=True, time=at.pk,
            actor=cast.actor("dan"), now=NOW,
        )  # fmt: skip

    assert refused.value.field == "is_gift"


@pytest.mark.parametrize(("pieces", "free"), [(1, 3), (2, 4), (0, 2)])
def test_places_of_what_came_back_are_free(cast: Cast, pieces: int, free: int) -> None:
    row = a_service(cast)
    at = a_time(cast, row, places=4)
    made = book(cast, row, at, quantity=2)
    pay(cast, made)
    [line] = made.lines.all()

    refund_order(order=made.pk, parts={line.pk: 500}, pieces={line.pk: pieces}, **staff(cast))

    assert left(at) == free
    assert balances(cast)["revenue"] == -1500


def test_all_the_money_back_frees_all_places(cast: Cast) -> None:
    row = a_service(cast)
    at = a_time(cast, row, places=4)
    made = book(cast, row, at, quantity=2)
    pay(cast, made)
    [line] = made.lines.all()

    refund_order(order=made.pk, parts={line.pk: 2000}, **staff(cast))

    assert left(at) == 4


def test_what_cost_nothing_is_free_when_it_is_called_off(cast: Cast) -> None:
    row = a_service(cast, price=0)
    at = a_time(cast, row)
    made = book(cast, row, at)
    pay(cast, made)

    call_off_order(order=made.pk, **staff(cast))

    assert left(at) == 1


@pytest.mark.parametrize(("taken_by_carol", "state"), [(False, "paid"), (True, "cancelled")])
def test_paid_too_late_it_is_booked_where_a_place_is_left(cast: Cast, taken_by_carol: bool, state: str) -> None:
    row = a_service(cast)
    at = a_time(cast, row)
    made = book(cast, row, at)
    asked = ask_payment(order=made.pk, provider="stripe", actor=cast.actor("dan"), now=NOW)
    cancel_due(actor=SYSTEM, now=NOW + HOUR)
    if taken_by_carol:
        book(cast, row, at, who="carol")

    take_payment(payment=asked.pk, amount=1000, external="x", actor=SYSTEM, now=NOW + HOUR)

    made.refresh_from_db()
    assert (made.state, left(at)) == (state, 0)
    assert balances(cast).get("revenue", 0) == (0 if taken_by_carol else -1000)


def test_moved_by_who_booked_until_a_day_before(cast: Cast) -> None:
    row = a_service(cast)
    at, later, taken = (a_time(cast, row, NOW + days * DAY, places=2) for days in (3, 5, 6))
    made = book(cast, row, at, quantity=2)
    book(cast, row, taken, who="carol")
    facts = {"booking": booked(made).pk, "actor": cast.actor("dan")}

    move_booking(appointment=later.pk, now=at.starts_at - 24 * HOUR, **facts)
    assert (left(at), left(later), booked(made).moves) == (2, 0, 1)

    with pytest.raises(SoldOut):
        move_booking(appointment=taken.pk, now=NOW, **facts)
    with pytest.raises(Conflict):
        move_booking(appointment=at.pk, now=later.starts_at - 23 * HOUR, **facts)
    with pytest.raises(NotFound):
        move_booking(appointment=at.pk, now=NOW, booking=booked(made).pk, actor=cast.actor("carol"))
    with pytest.raises(NotFound):
        move_booking(appointment=a_time(cast, a_service(cast, "walk")).pk, now=NOW, **facts)
    assert (left(at), left(later), left(taken)) == (2, 0, 1)


def test_the_community_says_until_when(cast: Cast) -> None:
    row = a_service(cast)
    at, later = a_time(cast, row), a_time(cast, row, NOW + 5 * DAY)
    edit_offer(offer=row.offer_id, move_hours=2, **staff(cast))
    made = book(cast, row, at)

    move_booking(booking=booked(made).pk, appointment=later.pk, actor=cast.actor("dan"), now=at.starts_at - 3 * HOUR)

    assert (left(at), left(later)) == (1, 0)
    with pytest.raises(Invalid):
        edit_offer(offer=row.offer_id, move_hours=721, **staff(cast))


def test_what_came_to_nothing_is_not_moved(cast: Cast) -> None:
    row = a_service(cast)
    at, later = a_time(cast, row), a_time(cast, row, NOW + 5 * DAY)
    made = book(cast, row, at)
    cancel_order(order=made.pk, **staff(cast))

    with pytest.raises(Conflict):
        move_booking(booking=booked(made).pk, appointment=later.pk, **staff(cast))


def test_staff_moves_and_who_booked_is_written_to(cast: Cast) -> None:
    row = a_service(cast)
    at, later = a_time(cast, row), a_time(cast, row, NOW + 5 * DAY)
    made = book(cast, row, at)
    pay(cast, made)

    move_booking(booking=booked(made).pk, appointment=later.pk, actor=cast.actor("alice"), now=at.starts_at - HOUR)
    heard(tell_of_moved, "booking_moved")

    assert [LoggedEvent.objects.get(kind="booking_moved").data["by_staff"], left(at), left(later)] == [True, 1, 0]
    assert write_moved(booking=booked(made).pk)


def test_called_off_paid_ones_are_written_to_and_unpaid_ones_given_up(cast: Cast) -> None:
    row = a_service(cast)
    at = a_time(cast, row, places=3)
    later = a_time(cast, row, NOW + 5 * DAY)
    paid, unpaid = book(cast, row, at), book(cast, row, at, who="carol")
    pay(cast, paid)

    cancel_appointment(appointment=at.pk, **staff(cast))
    cancel_appointment(appointment=at.pk, **staff(cast))
    for _ in range(2):
        heard(tell_of_called_off, "appointment_cancelled")
        drain()

    unpaid.refresh_from_db()
    assert (unpaid.state, LoggedEvent.objects.filter(kind="appointment_cancelled").count()) == ("cancelled", 1)
    assert write_called_off(appointment=at.pk) == 1
    assert list(free_times(row.offer_id, NOW)) == [later]
    with pytest.raises(NotForSale):
        book(cast, row, at, who="nina")
    # who booked chooses another time, however late it is
    move_booking(booking=booked(paid).pk, appointment=later.pk, actor=cast.actor("dan"), now=at.starts_at - HOUR)
    assert (left(at), left(later)) == (3, 0)


def test_what_was_booked_stays_and_what_nobody_booked_goes(cast: Cast) -> None:
    row = a_service(cast)
    at, other = a_time(cast, row, places=3), a_time(cast, row, NOW + 5 * DAY)
    book(cast, row, at, quantity=2)

    remove_appointment(appointment=other.pk, **staff(cast))
    with pytest.raises(Conflict):
        remove_appointment(appointment=at.pk, **staff(cast))
    with pytest.raises(Invalid):
        edit_appointment(appointment=at.pk, places=1, **staff(cast))
    edit_appointment(appointment=at.pk, places=6, where="Room 3", **staff(cast))

    assert (left(at), at.where, list(Appointment.objects.all())) == (4, "Room 3", [at])
    with pytest.raises(Conflict):
        cancel_appointment(appointment=at.pk, actor=cast.actor("alice"), now=at.ends_at)


def test_reminded_the_day_before_once(cast: Cast) -> None:
    row = a_service(cast)
    at = a_time(cast, row, places=4)
    wish_for_letters(member=cast.members["dan"].pk, digest="", calls=True, actor=cast.actor("dan"), now=NOW)
    for who in ("dan", "carol"):
        pay(cast, book(cast, row, at, who=who))
    book(cast, row, at, who="nina")
    late = book(cast, row, at, who="paul", now=at.starts_at - 5 * HOUR)
    pay(cast, late, now=at.starts_at - 5 * HOUR)
    assert remind_of_bookings_due(actor=SYSTEM, now=at.starts_at - 25 * HOUR) == 0

    soon = at.starts_at - 23 * HOUR
    assert [remind_of_bookings_due(actor=SYSTEM, now=soon) for _ in range(2)] == [2, 0]

    told = LoggedEvent.objects.filter(kind="booking_reminded").order_by("pk")
    assert [one.data["letter"] for one in told] == [True, False]
    assert len(mail.outbox) <= 1


def test_days_by_the_clock_of_who_looks(cast: Cast) -> None:
    row = a_service(cast)
    for hours in (60, 62, 80):
        a_time(cast, row, NOW + hours * HOUR)
    rows = list(free_times(row.offer_id, NOW))

    here = [(one.on.day, len(one.times)) for one in by_day(rows, ZoneInfo("Asia/Shanghai"))]
    there = [(one.on.day, len(one.times)) for one in by_day(rows, ZoneInfo("America/New_York"))]

    assert (here, there) == ([(5, 2), (6, 1)], [(4, 2), (5, 1)])
    assert Community.objects.get(pk=cast.table.pk).timezone == "Asia/Shanghai"
