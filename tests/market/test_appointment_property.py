"""Whatever members, banks and hosts do: what is booked and what is free add up to the places, at every time."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coterie.kit.errors import DomainError
from coterie.market.domain.appointment import cancel_appointment, edit_appointment
from coterie.market.domain.booking import give_up_called_off, move_booking
from coterie.market.domain.buying import cancel_due, cancel_order
from coterie.market.domain.paying import ask_payment, take_payment
from coterie.market.domain.refund import refund_order
from coterie.market.models import Appointment, Booking, Order, Variant
from coterie.market.queries.appointments import unpaid_at
from tests.cast import NOW, Cast
from tests.market.hours import DAY, HOUR, a_service, a_time, book, left
from tests.market.stall import balances
from tests.rewards.points import SYSTEM
from tests.undone import rolled_back

WHO = ("dan", "carol", "nina", "paul")
OPEN = ("pending", "paid", "partially_refunded")
Facts = dict[str, Any]


def paid(row: Order, _at: Appointment, facts: Facts) -> None:
    """Let the money come, however late."""
    known = row.payments.filter(provider="stripe").first()
    asked = known or ask_payment(order=row.pk, provider="stripe", **facts)
    take_payment(payment=asked.pk, amount=asked.amount, external=asked.key, actor=SYSTEM, now=facts["now"])


def asked(row: Order, _at: Appointment, facts: Facts) -> None:
    """Begin to pay."""
    ask_payment(order=row.pk, provider="stripe", **facts)


def moved(row: Order, at: Appointment, facts: Facts) -> None:
    """Move what was booked."""
    move_booking(booking=Booking.objects.get(line__order=row).pk, appointment=at.pk, **facts)


def called_off(row: Order, at: Appointment, facts: Facts) -> None:
    """Call a time off, once in a while, with all that follows."""
    if row.pk % 4 == 0:
        cancel_appointment(appointment=at.pk, **facts)
        for order in unpaid_at(at.pk):
            give_up_called_off(order=order, actor=SYSTEM, now=facts["now"])


DEEDS: dict[str, Callable[[Order, Appointment, Facts], object]] = {
    "ask": asked,
    "pay": paid,
    "pay late": paid,
    "cancel": lambda row, _at, facts: cancel_order(order=row.pk, **facts),
    "move": moved,
    "one back": lambda row, _at, facts: refund_order(
        order=row.pk, parts={row.lines.get().pk: 400}, pieces={row.lines.get().pk: 1}, **facts
    ),
    "all back": lambda row, _at, facts: refund_order(order=row.pk, **facts),
    "call off": called_off,
    "more places": lambda _row, at, facts: edit_appointment(appointment=at.pk, places=at.places + 1, **facts),
    "time goes by": lambda _row, _at, facts: cancel_due(actor=SYSTEM, now=facts["now"]),
}
steps = st.tuples(
    st.sampled_from(("book", "book too", *DEEDS)), st.integers(0, 11), st.integers(0, 2), st.integers(1, 3)
)


def do(cast: Cast, row: Variant, times: list[Appointment], step: tuple[str, int, int, int], now: datetime) -> None:
    """Do one thing; what is refused changes nothing."""
    deed, which, where, many = step
    at = Appointment.objects.get(pk=times[where].pk)
    with suppress(DomainError), transaction.atomic():
        if deed.startswith("book"):
            book(cast, row, at, who=WHO[which % 4], quantity=many, now=now)
            return
        orders = list(Order.objects.order_by("pk"))
        if orders:
            DEEDS[deed](orders[which % len(orders)], at, {"actor": cast.actor("alice"), "now": now})


@pytest.mark.django_db
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=st.lists(steps, min_size=4, max_size=24))
def test_places_add_up_whatever_happens(cast: Cast, said: list[tuple[str, int, int, int]]) -> None:
    with rolled_back():
        played(cast, said)


def played(cast: Cast, said: list[tuple[str, int, int, int]]) -> None:
    """Play one story, and look at every time after every deed."""
    row, now = a_service(cast), NOW
    times = [a_time(cast, row, NOW + days * DAY, places=4) for days in (3, 4, 5)]

    for step in said:
        now += HOUR / 4
        do(cast, row, times, step, now)
        for at in times:
            assert left(at) >= 0
        live = Booking.objects.filter(freed_at=None)
        assert set(live.values_list("line__order__state", flat=True)) <= set(OPEN)
        assert sum(one.places for one in live) == sum(
            one.quantity - one.returned for order in Order.objects.filter(state__in=OPEN) for one in order.lines.all()
        )

    balances(cast)
