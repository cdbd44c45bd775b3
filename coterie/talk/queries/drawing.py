"""From rows to messages as a screen shows them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from coterie.talk.models import Picture
from coterie.talk.queries.reactions import NOTHING, Under, under
from coterie.talk.queries.shown import Author, Quote, Shot, Shown
from coterie.talk.rules import is_newcomer

QUOTED = 120
"""Signs of an answered message that are repeated."""


class Row(NamedTuple):
    """What is read of one message; the order is that of COLUMNS."""

    id: int
    key: str
    text: str
    mentions: list[list[int]]
    pictures: int
    posted_at: datetime
    edited_at: datetime | None
    deleted_at: datetime | None
    by_staff: bool
    member: int
    name: str
    number: int
    title: str
    joined_at: datetime
    quote_key: str | None
    quote_text: str | None
    quote_deleted_at: datetime | None
    quote_name: str | None


COLUMNS = (
    "id", "key", "text", "mentions", "picture_count", "posted_at", "edited_at", "deleted_at", "deleted_by_staff",
    "member_id", "member__name", "member__number", "member__title", "member__joined_at",
    "reply_to__key", "reply_to__text", "reply_to__deleted_at", "reply_to__member__name",
)  # fmt: skip


def draw(rows: Sequence[Row], *, reader: int | None, now: datetime) -> tuple[Shown, ...]:
    """Return rows with what stands under them: one query, a second when there are pictures."""
    said = [row for row in rows if row.deleted_at is None]
    reactions = under([row.id for row in said], reader)
    pictures = pictures_of([row.id for row in said if row.pictures])
    return tuple(
        gone(row, reader)
        if row.deleted_at
        else shown(row, reader, now, reactions.get(row.id, NOTHING), pictures[row.id])
        for row in rows
    )


def pictures_of(messages: Iterable[int]) -> dict[int, list[Shot]]:
    """Return the pictures of some messages, each in their order."""
    found: dict[int, list[Shot]] = defaultdict(list)
    wanted = list(messages)
    if wanted:
        rows = Picture.objects.filter(message__in=wanted).order_by("message", "position")
        for message, file, width, height in rows.values_list("message", "file", "width", "height"):
            found[message].append(Shot(file, width, height))
    return found


def shown(row: Row, reader: int | None, now: datetime, reactions: Under, pictures: list[Shot]) -> Shown:
    """Return a message that is there."""
    return Shown(
        key=row.key,
        author=Author(row.name, row.number, row.title, is_newcomer(row.joined_at, now)),
        text=row.text,
        mentions=tuple((begin, end) for begin, end, _member in row.mentions),
        posted_at=row.posted_at,
        edited=row.edited_at is not None,
        gone="",
        mine=row.member == reader,
        quote=quote_of(row),
        reactions=reactions.reactions,
        replies=reactions.replies,
        pictures=tuple(pictures),
    )


def gone(row: Row, reader: int | None) -> Shown:
    """Return the place of a deleted message, without its words."""
    return Shown(
        key=row.key,
        author=Author(row.name, row.number, row.title, newcomer=False),
        text="",
        mentions=(),
        posted_at=row.posted_at,
        edited=False,
        gone="staff" if row.by_staff else "author",
        mine=row.member == reader,
        quote=None,
        reactions=(),
        replies=0,
        pictures=(),
    )


def quote_of(row: Row) -> Quote | None:
    """Return the message that is answered, shortened."""
    if row.quote_key is None:
        return None
    text = "" if row.quote_deleted_at else row.quote_text or ""
    return Quote(row.quote_key, row.quote_name or "", text if len(text) <= QUOTED else f"{text[:QUOTED]}…")
