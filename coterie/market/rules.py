"""What follows from an order's amounts, and from the days of a course."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from coterie.market.enums import OrderState

FREE, MANUAL = "free", "manual"
"""Providers that are nobody: nothing is to be paid, or staff sees the money."""


def state_after_refund(amount: int, refunded: int) -> OrderState:
    """Return the state of a paid order of which `refunded` was given back."""
    if not refunded:
        return OrderState.PAID
    return OrderState.PARTIALLY_REFUNDED if refunded < amount else OrderState.REFUNDED


def opens_at(opens_on: date | None, after_days: int | None, since: datetime, zone: ZoneInfo) -> datetime | None:
    """Return when a lecture opens to whose access began at `since`; None: at once.

    Days are the community's own: a lecture opens with the first moment of its day there, whatever clocks do.
    """
    day = opens_on
    if day is None and after_days:
        day = since.astimezone(zone).date() + timedelta(days=after_days)
    return None if day is None else datetime.combine(day, time.min, zone).astimezone(UTC)
