"""From rows to messages as a screen shows them."""

import json
from collections.abc import Sequence
from datetime import datetime
from functools import lru_cache
from typing import NamedTuple

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet, TextField
from django.db.models.functions import Cast

from coterie.talk.models import Message, Picture
from coterie.talk.queries.reactions import NOTHING, Under, under
from coterie.talk.queries.shown import Author, Quote, Shot, Shown

QUOTED = 120
"""Signs of an answered message that are repeated."""


class Row(NamedTuple):
    """What is read of one message; the order is that of COLUMNS and of what `columns_of` adds."""

    id: int
    key: str
    text: str
    mentions: str
    pictures: int
    posted_at: datetime
    by_staff: bool
    member: int
    name: str
    number: int
    title: str
    quote_key: str | None
    quote_text: str | None
    quote_name: str | None
    edited: bool
    deleted: bool
    quote_deleted: bool
    newcomer: bool


COLUMNS: tuple[str | Cast, ...] = (
    "id", "key", "text", Cast("mentions", TextField()), "picture_count", "posted_at", "deleted_by_staff",
    "member_id", "member__name", "member__number", "member__title",
    "reply_to__key", "reply_to__text", "reply_to__member__name",
)  # fmt: skip


def columns_of(messages: QuerySet[Message], new_since: datetime) -> QuerySet[Message, tuple[object, ...]]:
    """Return what is read of messages; of most moments only whether they were, which is quicker to read.

    A member who joined after `new_since` is a newcomer.
    """
    return messages.values_list(
        *COLUMNS,
        *(
            ExpressionWrapper(mark, BooleanField())
            for mark in (
                Q(edited_at__isnull=False),
                Q(deleted_at__isnull=False),
                Q(reply_to__deleted_at__isnull=False),
                Q(member__joined_at__gt=new_since),
            )
        ),
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
        author=Author(row.name, row.number, row.title, there and row.newcomer),
        text=row.text if there else "",
        mentions=tuple((begin, end) for begin, end, _member in json.loads(row.mentions)) if there else (),
        posted_at=row.posted_at,
        edited=there and row.edited,
        gone="" if there else "staff" if row.by_staff else "author",
        mine=mine,
        quote=quote_of(row) if there else None,
        reactions=below.reactions,
        replies=below.replies,
        pictures=pictures,
    )


def quote_of(row: Row) -> Quote | None:
    """Return the message that is answered, shortened."""
    if row.quote_key is None:
        return None
    text = "" if row.quote_deleted else row.quote_text or ""
    return Quote(row.quote_key, row.quote_name or "", text if len(text) <= QUOTED else f"{text[:QUOTED]}…")
