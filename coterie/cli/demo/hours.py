"""The hours of the demo: a teacher's time that is booked week by week, and an evening for six."""

from datetime import datetime, time, timedelta
from typing import Any

from coterie.cli.demo.rituals import keen
from coterie.cli.demo.shop import bought, buy, on_sale
from coterie.cli.demo.shop_lines import HOUR, HOUR_PRICE, HOUR_WHERE
from coterie.cli.demo.stage import Person, Stage
from coterie.market.domain.appointment import Pattern, add_appointment, add_pattern
from coterie.market.enums import OfferKind
from coterie.market.models import Appointment
from coterie.market.queries.appointments import free_times

HOURS_OPEN, BOOKED, BOOKED_LAST = 72, (73, 76, 79, 81, 84), 89
"""Days of the story: hours can be booked, some are, and one waits for its transfer."""
WEDNESDAY, SATURDAY, WEEKS = 2, 5, 9
EVENING = timedelta(days=24, hours=9)
"""From the morning on which hours open to the evening for six, which lies ahead when the story ends."""


def open_hours(stage: Stage, at: datetime) -> None:
    """Let an hour with a teacher be booked twice a week, and for one evening; the owner takes a seat at that one."""
    offer = on_sale(stage, OfferKind.SERVICE, HOUR, HOUR_PRICE, at)
    stage.hour, stage.goods["hour"] = offer.pk, offer.variants.get().pk
    first = at.date()
    week = Pattern(frozenset({WEDNESDAY, SATURDAY}), time(10), first, first + timedelta(weeks=WEEKS))
    facts: dict[str, Any] = {"offer": offer.pk, "where": HOUR_WHERE, "actor": stage.owner, "now": at}
    teacher = stage.seats["basic"][1].member
    add_pattern(pattern=week, minutes=45, places=2, host=teacher, **facts)
    evening = add_appointment(starts_at=at + EVENING, minutes=120, places=6, **facts)
    for place, person in enumerate((stage.seats["basic"][0], *keen(stage, at)[:3])):
        book(stage, person, evening, at + timedelta(minutes=31 * place + 1))


def book_hours(stage: Stage, at: datetime) -> None:
    """Let two people book hours of the coming days."""
    for place, row in enumerate(list(free_times(stage.hour, at)[1:3])):
        people = without(stage, row, at)
        book(stage, people[(at.day + 5 * place) % len(people)], row, at + timedelta(minutes=17 * place))


def without(stage: Stage, row: Appointment, at: datetime) -> list[Person]:
    """Return who has not booked a time yet."""
    have = set(row.bookings.values_list("member", flat=True))
    return [one for one in keen(stage, at) if one.member not in have]


def book(stage: Stage, person: Person, row: Appointment, at: datetime) -> None:
    """Let somebody book a time and pay for it."""
    bought(stage, person, {stage.goods["hour"]: 1}, at, time=row.pk)


def book_last(stage: Stage, at: datetime) -> None:
    """Let somebody book an hour whose transfer nobody has seen yet."""
    row = free_times(stage.hour, at + timedelta(days=2))[0]
    buy(stage, without(stage, row, at)[-1], {stage.goods["hour"]: 1}, at, time=row.pk)
