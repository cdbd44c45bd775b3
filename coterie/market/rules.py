"""What follows from an order's amounts, and from the days of a course."""

from calendar import monthrange
from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, time, timedelta
from hashlib import blake2b
from zoneinfo import ZoneInfo

from coterie.market.enums import OrderState, Period

FREE, MANUAL = "free", "manual"
"""Providers that are nobody: nothing is to be paid, or staff sees the money."""


def state_after_refund(amount: int, refunded: int) -> OrderState:
    """Return the state of a paid order of which `refunded` was given back."""
    if not refunded:
        return OrderState.PAID
    return OrderState.PARTIALLY_REFUNDED if refunded < amount else OrderState.REFUNDED


DUNNING = (2, 7, 14, 21)
"""On which days after the end of a turn its member is reminded, as long as the grace lasts."""
AHEAD = timedelta(days=5)
"""How long before the end of a turn the next one is asked for."""


LAST_YEAR = 9000
"""Time that is bought ends about then at the latest: what was paid can be booked, however much of it that is."""


def days_later(start: date, days: int) -> date:
    """Return the day so many days later, or the last one there is."""
    return date.fromordinal(min(start.toordinal() + days, date(LAST_YEAR, 1, 1).toordinal()))


def turn_end(start: datetime, anchor: datetime, zone: str, period: str, count: int) -> datetime:
    """Return when `count` periods end that begin at `start`, by the day and the hour of the anchor in a time zone."""
    here, by = start.astimezone(ZoneInfo(zone)), anchor.astimezone(ZoneInfo(zone))
    if period == Period.DAYS:
        day = days_later(here.date(), count)
    else:
        months = here.year * 12 + here.month - 1 + count * (12 if period == Period.YEARS else 1)
        year, month = divmod(min(months, LAST_YEAR * 12), 12)
        day = date(year, month + 1, min(by.day, monthrange(year, month + 1)[1]))
    end = datetime.combine(day, by.time(), tzinfo=ZoneInfo(zone)).astimezone(UTC)
    return max(end, start + timedelta(days=1)) if day.year >= LAST_YEAR else end


def unused_part(value: int, since: datetime, until: datetime, now: datetime, zone: str) -> int:
    """Return what is left of what a turn is worth, to the day of the community's calendar, rounded down."""
    first, last, day = (at.astimezone(ZoneInfo(zone)).date() for at in (since, until, now))
    whole = max((last - first).days, 1)
    return value * min(max((last - day).days, 0), whole) // whole


def reminders_due(paid_until: datetime, now: datetime) -> int:
    """Return how many reminders a member has had by now: one before the end, the others after it."""
    if now < paid_until - AHEAD:
        return 0
    return 1 + sum(now >= paid_until + timedelta(days=days) for days in DUNNING)


def opens_at(opens_on: date | None, after_days: int | None, since: datetime, zone: ZoneInfo) -> datetime | None:
    """Return when a lecture opens to whose access began at `since`; None: at once.

    Days are the community's own: a lecture opens with the first moment of its day there, whatever clocks do.
    """
    day = opens_on
    if day is None and after_days:
        day = since.astimezone(zone).date() + timedelta(days=after_days)
    return None if day is None else datetime.combine(day, time.min, zone).astimezone(UTC)


def split_by_weight(amount: int, weights: Sequence[int]) -> list[int]:
    """Split an amount that is no more than the weights' sum by these, to the last unit (largest remainder).

    No part is more than its weight.
    """
    total = sum(weights) or 1
    parts = [amount * weight // total for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda place: (-(amount * weights[place] % total), place))
    for place in by_remainder[: amount - sum(parts)]:
        parts[place] += 1
    return parts


def shared_out(amount: int, weights: Sequence[int]) -> list[int]:
    """Split an amount by weights to the last minor unit: the parts of growing sums, so that they add up to it."""
    total, before, parts = sum(weights), 0, []
    for weight in weights:
        after = before + weight
        parts.append(amount * after // total - amount * before // total if total else 0)
        before = after
    return parts


def place_on(ladder: str, who: str, weights: Sequence[int]) -> int:
    """Return which place of a ladder somebody sees: by a hash, so always the same, and another in each ladder."""
    digest = blake2b(f"{ladder}:{who}".encode(), digest_size=8).digest()
    drawn = int.from_bytes(digest) * sum(weights) >> 64
    for place, weight in enumerate(weights):
        if drawn < weight:
            return place
        drawn -= weight
    raise ValueError("weights add up to what was drawn from")


DAY = timedelta(days=1)
LOOKS = (timedelta(minutes=2), timedelta(minutes=10), timedelta(hours=1), DAY)
"""How long after a payment was asked for its provider is asked, should no notice come."""
BEFORE_END = timedelta(minutes=1)


def next_look(asked_at: datetime, ends_at: datetime | None, now: datetime) -> datetime | None:
    """Return when a provider is asked next how a payment stands; also a minute before its end, and after it."""
    moments = [asked_at + after for after in LOOKS]
    moments += [ends_at - BEFORE_END, ends_at + BEFORE_END] if ends_at else []
    return min((moment for moment in moments if moment > now), default=None)


def times_of(weekdays: Collection[int], at: time, first: date, last: date, zone: str) -> list[datetime]:
    """Return when a wall clock shows a time on some days of the week (0 is Monday), both dates included.

    A time that is skipped when clocks go forward is an hour later by the new clock; of one that comes twice, the first.
    """
    days = [first + place * DAY for place in range((last - first).days + 1)]
    clock = ZoneInfo(zone)
    return [datetime.combine(day, at, clock).astimezone(UTC) for day in days if day.weekday() in weekdays]
