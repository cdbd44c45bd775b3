"""Bookings as lines of a table."""

from collections.abc import Iterator

from django.db.models import QuerySet

from coterie.market.models import Booking

HEAD = ("starts_at", "ends_at", "where", "host", "number", "name", "places", "order", "state", "amount", "currency")


def booking_lines(rows: QuerySet[Booking]) -> Iterator[tuple[object, ...]]:
    """Yield who comes when, by line."""
    for row in rows.iterator():
        at, order = row.appointment, row.line.order
        yield (
            at.starts_at.isoformat(), at.ends_at.isoformat(), at.where, at.host.name if at.host else "",
            row.member.number if row.member else "", row.member.name if row.member else "", row.places, order.number,
            order.state, row.line.amount, order.currency,
        )  # fmt: skip
