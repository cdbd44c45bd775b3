"""Pages of a list: a cursor that stays right while rows come and go."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from typing import Generic, TypeVar

from django.db.models import Model, QuerySet
from ninja import Field, Schema

from coterie.kit.errors import Invalid

M = TypeVar("M", bound=Model)
S = TypeVar("S")
LARGEST = 2**63 - 1


class Slice(Schema):
    """Which part of a list."""

    cursor: str = Field("", max_length=40, description="`next` of the page before")
    limit: int = Field(50, ge=1, le=200)


class Page(Schema, Generic[S]):
    """A part of a list, newest first; `next` is null on the last."""

    items: list[S]
    next: str | None


def page_of(rows: QuerySet[M], part: Slice, shown: Callable[[M], object] | None = None) -> dict[str, object]:
    """Cut `rows` after the cursor, newest first; without `shown` the schema reads the rows itself."""
    rows = rows.order_by("-pk")
    if part.cursor:
        rows = rows.filter(pk__lt=place_in(part.cursor))
    found = list(rows[: part.limit + 1])
    more = len(found) > part.limit
    items = [shown(row) if shown else row for row in found[: part.limit]]
    return {"items": items, "next": cursor_at(found[part.limit - 1].pk) if more else None}


def cursor_at(place: int) -> str:
    """Return an opaque cursor."""
    return urlsafe_b64encode(f"v1:{place:x}".encode()).decode().rstrip("=")


def place_in(cursor: str) -> int:
    """Read a cursor.

    Raises Invalid for one that we did not give.
    """
    try:
        version, _, place = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode().partition(":")
        number = int(place, 16)
    except ValueError as error:
        raise Invalid("unknown cursor", field="cursor") from error
    if version != "v1" or not 0 < number <= LARGEST:
        raise Invalid("unknown cursor", field="cursor")
    return number
