"""Pages of a list: a cursor that stays right while rows come and go."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _
from ninja import Field, Schema

from coterie.kit.errors import Invalid

M = TypeVar("M", bound=Model)
R = TypeVar("R")
S = TypeVar("S")
LARGEST = 2**63 - 1
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
VERSION = "v1"


class Slice(Schema):
    """Which part of a list."""

    cursor: str = Field("", max_length=64, description="`next` of the page before")
    limit: int = Field(50, ge=1, le=200)


class Page(Schema, Generic[S]):
    """A part of a list, newest first; `next` is null on the last."""

    items: list[S]
    next: str | None


def page_of(
    rows: QuerySet[M],
    part: Slice,
    shown: Callable[[M], object] | None = None,
    *,
    by_time: str = "",
    by_number: str = "",
) -> dict[str, Any]:
    """Cut `rows` after the cursor, newest first; without `shown` the schema reads the rows itself.

    What is new is told by the row's own number, or before it by a moment or a number that the row has.
    """
    column = by_time or by_number
    rows = rows.order_by(*([f"-{column}"] if column else []), "-pk")
    if part.cursor:
        rows = rows_after(rows, part.cursor, column, of_time=bool(by_time))
    found = list(rows[: part.limit + 1])
    more = len(found) > part.limit
    items = [shown(row) if shown else row for row in found[: part.limit]]
    return {"items": items, "next": cursor_at(*place_of(found[part.limit - 1], column)) if more else None}


def cut_of(rows: Sequence[R], part: Slice, shown: Callable[[R], object]) -> dict[str, Any]:
    """Cut a ranking that was computed; the cursor is a place in it."""
    begin = place_in(part.cursor)[0] if part.cursor else 0
    end = begin + part.limit
    return {"items": [shown(row) for row in rows[begin:end]], "next": cursor_at(end) if end < len(rows) else None}


def rows_after(rows: QuerySet[M], cursor: str, column: str, *, of_time: bool) -> QuerySet[M]:
    """Return the rows after the one where the cursor stands."""
    *value, pk = place_in(cursor, 2 if column else 1)
    if not column:
        return rows.filter(pk__lt=pk)
    at = moment(value[0]) if of_time else value[0]
    return rows.filter(**{f"{column}__lte": at}).exclude(**{column: at, "pk__gte": pk})


def place_of(row: Model, column: str) -> list[int]:
    """Return where a row stands in its list, in whole numbers."""
    value = getattr(row, column) if column else None
    if isinstance(value, datetime):
        value = (value - EPOCH) // MICROSECOND
    return [row.pk] if value is None else [value, row.pk]


def cursor_at(*place: int) -> str:
    """Return an opaque cursor."""
    words = ":".join([VERSION, *(f"{number:x}" for number in place)])
    return urlsafe_b64encode(words.encode()).decode().rstrip("=")


def place_in(cursor: str, length: int = 1) -> list[int]:
    """Read a cursor.

    Raises Invalid for one that we did not give.
    """
    try:
        version, *numbers = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().split(":")
        place = [int(number, 16) for number in numbers]
    except ValueError as error:
        raise unknown() from error
    if version != VERSION or len(place) != length or not 0 < place[-1] <= LARGEST or abs(place[0]) > LARGEST:
        raise unknown()
    return place


def moment(microseconds: int) -> datetime:
    """Return the moment that a cursor names."""
    try:
        return EPOCH + timedelta(microseconds=microseconds)
    except OverflowError as error:
        raise unknown() from error


def unknown() -> Invalid:
    """Return what is said of a cursor that we did not give."""
    return Invalid(_("This cursor is none of ours."), field="cursor")
