"""From rows to messages as a screen shows them."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

from django.db.models import BooleanField, ExpressionWrapper, IntegerField, Q, QuerySet, TextField
from django.db.models.functions import Cast

from coterie.talk.models import Message, Picture
from coterie.talk.queries.reactions import NOTHING, Under, under
from coterie.talk.queries.shown import Author, Quote, Shot, Shown

QUOTED = 120
"""Signs of an answered message that are repeated."""


class Row(NamedTuple):
    """What is read of one message, as the database gives it: moments and mentions as text, marks as 0 and 1.

    Who reads the same row again does not read what is in it; see `shown`. The order is that of `columns_of`.
    """

    id: int
    key: str
    text: str
    pictures: int
    member: int
    name: str
    number: int
    title: str
    quote_key: str | None
    quote_text: str | None
    quote_name: str | None
    mentions: str
    posted_at: str
    edited: int
    deleted: int
    by_staff: int
    quote_deleted: int
    newcomer: int


COLUMNS = (
    "id",
    "key",
    "text",
    "picture_count",
    "member_id",
    "member__name",
    "member__number",
    "member__title",
    "reply_to__key",
    "reply_to__text",
    "reply_to__member__name",
)


def columns_of(messages: QuerySet[Message], new_since: datetime) -> QuerySet[Message, tuple[object, ...]]:
    """Return what is read of messages; a member who joined after `new_since` is a newcomer."""
    marks = (
        Q(edited_at__isnull=False),
        Q(deleted_at__isnull=False),
        Q(deleted_by_staff=True),
        Q(reply_to__deleted_at__isnull=False),
        Q(member__joined_at__gt=new_since),
    )
    return messages.values_list(
        *COLUMNS,
        Cast("mentions", TextField()),
        Cast("posted_at", TextField()),
        *(Cast(ExpressionWrapper(mark, BooleanField()), IntegerField()) for mark in marks),
    )


def draw(rows: Sequence[Row], reader: int | None) -> tuple[Shown, ...]:
    """Return rows with what stands under them: one query, a second when there are pictures."""
    said = [row for row in rows if not row.deleted]
    below = under([row.id for row in said], reader)
    pictures = pictures_of([row.id for row in said if row.pictures])
    return tuple(
        shown(row, below.get(row.id, NOTHING), pictures.get(row.id, ()), mine=row.member == reader) for row in rows
    )


def pictures_of(messages: Sequence[int]) -> dict[int, tuple[Shot, ...]]:
    """Return the pictures of some messages, each in their order."""
    if not messages:
        return {}
    found: dict[int, tuple[Shot, ...]] = {}
    rows = Picture.objects.filter(message__in=messages).order_by("message", "position")
    for message, file, width, height in rows.values_list("message", "file", "width", "height"):
        found[message] = (*found.get(message, ()), Shot(file, width, height))
    return found


@lru_cache(4_096)
def shown(row: Row, below: Under, pictures: tuple[Shot, ...], *, mine: bool) -> Shown:
    """Return a message as a screen shows it; of a deleted one only its place.

    The same facts give the same object.
    """
    there = not row.deleted
    return Shown(
        key=row.key,
        author=Author(row.name, row.number, row.title, there and bool(row.newcomer)),
        text=row.text if there else "",
        mentions=tuple((begin, end) for begin, end, _member in json.loads(row.mentions)) if there else (),
        posted_at=moment(row.posted_at),
        edited=there and bool(row.edited),
        gone="" if there else "staff" if row.by_staff else "author",
        mine=mine,
        quote=quote_of(row) if there else None,
        reactions=below.reactions,
        replies=below.replies,
        pictures=pictures,
    )


def moment(text: str) -> datetime:
    """Read a moment as either database writes it; SQLite keeps UTC without saying so."""
    at = datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def quote_of(row: Row) -> Quote | None:
    """Return the message that is answered, shortened."""
    if row.quote_key is None:
        return None
    text = "" if row.quote_deleted else row.quote_text or ""
    return Quote(row.quote_key, row.quote_name or "", text if len(text) <= QUOTED else f"{text[:QUOTED]}…")
