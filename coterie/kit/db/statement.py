"""Statements without the ORM, for the path that every scan takes."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache
from itertools import islice
from typing import Any, TypeAlias, overload

from django.db import connection

Kept: TypeAlias = str | int | float | Decimal | bytes | datetime | None
"""What a driver takes and gives back."""
Keeper: TypeAlias = Callable[[datetime], Kept]
"""Puts moments in the words of the database."""


AT_ONCE = 1_000
"""Values of one list in a statement: within the limits of both databases."""


def rows(statement: str, values: Collection[Kept], *before: Kept) -> list[tuple[Any, ...]]:
    """Return what a statement finds; `{}` in it stands for as many placeholders as there are values.

    The placeholders of `before` stand in front of it.
    """
    with connection.cursor() as cursor:
        cursor.execute(statement.format(", ".join(["%s"] * len(values))), [*before, *values])
        return list(cursor.fetchall())


def rows_by_the_thousand(statement: str, values: Iterable[Kept], *before: Kept) -> Iterator[tuple[Any, ...]]:
    """Yield what `rows` finds for any number of values."""
    values = iter(values)
    while some := list(islice(values, AT_ONCE)):
        yield from rows(statement, some, *before)


def many(statement: str, values: Iterable[Sequence[Kept]]) -> None:
    """Run one statement for each of the rows of values."""
    if filled := list(values):
        with connection.cursor() as cursor:
            cursor.executemany(statement, filled)


def stored(at: datetime) -> Kept:
    """Return a moment as this database keeps it."""
    kept: Kept = connection.ops.adapt_datetimefield_value(at)
    return kept


def keeper() -> Keeper:
    """Return what does the same as `stored` for the many moments of one batch, where most come more than once."""
    return cache(_in_words if connection.vendor == "sqlite" else connection.ops.adapt_datetimefield_value)


def _in_words(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(" ")[: -len("+00:00")]


@overload
def moment(kept: datetime) -> datetime: ...
@overload
def moment(kept: datetime | None) -> datetime | None: ...
def moment(kept: datetime | None) -> datetime | None:
    """Return a moment that was read without the ORM; SQLite keeps it in UTC and says so nowhere."""
    return kept.replace(tzinfo=UTC) if kept is not None and kept.tzinfo is None else kept
