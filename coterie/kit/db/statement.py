"""Statements without the ORM, for the path that every scan takes."""

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, TypeAlias

from django.db import connection

Kept: TypeAlias = str | int | float | Decimal | bytes | datetime | None
"""What a driver takes and gives back."""


def rows(statement: str, values: Collection[Kept]) -> list[tuple[Any, ...]]:
    """Return what a statement finds; `{}` in it stands for as many placeholders as there are values."""
    with connection.cursor() as cursor:
        cursor.execute(statement.format(", ".join(["%s"] * len(values))), list(values))
        return list(cursor.fetchall())


def many(statement: str, values: Iterable[Sequence[Kept]]) -> None:
    """Run one statement for each of the rows of values."""
    if filled := list(values):
        with connection.cursor() as cursor:
            cursor.executemany(statement, filled)


def stored(at: datetime) -> Kept:
    """Return a moment as this database keeps it."""
    kept: Kept = connection.ops.adapt_datetimefield_value(at)
    return kept


def moment(kept: datetime | None) -> datetime | None:
    """Return a moment that was read without the ORM; SQLite keeps it in UTC and says so nowhere."""
    return kept.replace(tzinfo=UTC) if kept is not None and kept.tzinfo is None else kept
