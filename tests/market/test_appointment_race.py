"""Many want the last places at a time at once: never more than there are; without the lock there are more."""

from threading import Barrier

import pytest
from django.db.models import QuerySet

from coterie.kit.actor import Actor
from coterie.kit.errors import Conflict
from coterie.market.domain import holding
from coterie.market.domain.booking import move_booking
from coterie.market.domain.buying import place_order
from coterie.market.domain.customer import member_as_customer
from coterie.market.models import Appointment, Booking, Order, Variant
from coterie.members.models import Member
from tests.cast import NOW, Cast, call_cast
from tests.market.hours import DAY, a_service, a_time, left
from tests.rewards.test_race import at_once
from tests.rituals.test_gathering import crowd

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
MANY = 64


def buy(cast: Cast, row: Variant, at: Appointment, actor: Actor) -> str:
    """Book a place; a refusal is an answer."""
    facts = {"community": cast.table.pk, "wanted": {row.pk: 1}, "time": at.pk}
    try:
        return place_order(**facts, actor=actor, now=NOW).state
    except Conflict as refused:
        return refused.code


def test_five_places_and_sixty_four_buyers() -> None:
    cast = call_cast()
    row, buyers = a_service(cast), crowd(cast, MANY)
    at = a_time(cast, row, places=5)

    got = at_once(lambda actor: buy(cast, row, at, actor), buyers)

    print(f"{MANY} buyers at a time with 5 places: {got.count('pending')} got one")
    assert (got.count("pending"), got.count("sold_out")) == (5, MANY - 5)
    assert (Booking.objects.count(), Order.objects.count(), left(at)) == (5, 5, 0)


def test_who_asks_eight_times_at_once_books_once() -> None:
    cast = call_cast()
    row, dan = a_service(cast), cast.actor("dan")
    at = a_time(cast, row, places=50)

    got = at_once(lambda _number: buy(cast, row, at, dan), list(range(8)), 8)

    assert (got.count("pending"), left(at)) == (1, 49)


def test_all_move_to_one_place_while_others_book_it() -> None:
    """Twelve want to move and twelve to book, from two times to each other and to a third; nothing is lost."""
    cast = call_cast()
    row, buyers = a_service(cast), crowd(cast, 24)
    one, two, third = (a_time(cast, row, NOW + days * DAY, places=12) for days in (3, 4, 5))
    Appointment.objects.filter(pk=third.pk).update(places=1, left=1)
    for place, actor in enumerate(buyers[:12]):
        buy(cast, row, (one, two)[place % 2], actor)
    owners = {row.line.order.member.account_id: row.pk for row in Booking.objects.select_related("line__order__member")}

    def come(actor: Actor) -> str:
        booking = owners.get(actor.account)
        if booking is None:
            return buy(cast, row, third, actor)
        to = (third, one, two)[booking % 3].pk
        try:
            return str(move_booking(booking=booking, appointment=to, actor=actor, now=NOW).places)
        except Conflict as refused:
            return refused.code

    at_once(come, buyers)

    total = left(one) + left(two) + left(third)
    assert (left(third), total) == (0, 25 - Booking.objects.count())


@pytest.mark.many_writers
def test_without_the_lock_more_are_booked_than_there_are_places(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: everybody looks at what is left before anybody takes."""
    cast = call_cast()
    row, buyers = a_service(cast), crowd(cast, 8)
    at, together = a_time(cast, row), Barrier(8)
    for member in Member.objects.filter(account__in=[one.account for one in buyers]):
        member_as_customer(cast.table.pk, member.pk, member.key)

    def looked_at(rows: QuerySet[Appointment]) -> Appointment:
        found = rows.get()
        together.wait(20)
        return found

    monkeypatch.setattr(holding, "locked", looked_at)
    monkeypatch.setattr("coterie.market.domain.buying.lock", lambda rows: rows)

    got = at_once(lambda actor: buy(cast, row, at, actor), buyers, 8)

    assert got.count("pending") == 8
    assert Booking.objects.filter(appointment=at, freed_at=None).count() > at.places
