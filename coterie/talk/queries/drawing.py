"""From rows to messages as a screen shows them."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import NamedTuple

from django.db.models import BooleanField, ExpressionWrapper, F, IntegerField, Q, QuerySet, TextField
from django.db.models.functions import Cast

from coterie.talk.enums import MessageKind
from coterie.talk.models import Enclosure, Message, Picture
from coterie.talk.queries.links import MARK, cards_of
from coterie.talk.queries.polls import PollShown, polls_of
from coterie.talk.queries.reactions import NOTHING, Under, under
from coterie.talk.queries.shown import Author, Hanging, Paper, Quote, Shot, Shown

BARE = Hanging()
QUOTED = 120
"""Signs of an answered message that are repeated."""


class Row(NamedTuple):
    """What is read of one message, as the database gives it: moments and mentions as text, marks as 0 and 1.

    Who reads the same row again does not read what is in it; see `shown`. The order is that of `columns_of`.
    """

    id: int
    key: str
    text: str
    hanging: int
    member: int
    name: str
    number: int
    title: str
    quote_key: str | None
    quote_text: str | None
    quote_name: str | None
    kind: str
    quote_kind: str | None
    mentions: str
    posted_at: str
    edited: int
    deleted: int
    by_staff: int
    quote_deleted: int
    newcomer: int
    settled: int
    accepted: int


COLUMNS = (
    "id",
    "key",
    "text",
    "hanging",
    "member_id",
    "member__name",
    "member__number",
    "member__title",
    "reply_to__key",
    "reply_to__text",
    "reply_to__member__name",
    "kind",
    "reply_to__kind",
)


def columns_of(messages: QuerySet[Message], new_since: datetime) -> QuerySet[Message, tuple[object, ...]]:
    """Return what is read of messages; who joined after `new_since` is a newcomer, but never the first member."""
    marks = (
        Q(edited_at__isnull=False),
        Q(deleted_at__isnull=False),
        Q(deleted_by_staff=True),
        Q(reply_to__deleted_at__isnull=False),
        Q(member__joined_at__gt=new_since, member__number__gt=1),
        Q(accepted__isnull=False),
        Q(reply_to__accepted__isnull=False, reply_to__accepted=F("id")),
    )
    return messages.values_list(
        *COLUMNS,
        Cast("mentions", TextField()),
        Cast("posted_at", TextField()),
        *(Cast(ExpressionWrapper(mark, BooleanField()), IntegerField()) for mark in marks),
    )


def draw(rows: Sequence[Row], reader: int | None, now: datetime) -> tuple[Shown, ...]:
    """Return rows with what stands under them: one query, and more when there are pictures or polls."""
    said = [row for row in rows if not row.deleted]
    below = under([row.id for row in said], reader)
    hanging = hanging_on([row.id for row in said if row.hanging], [row.id for row in said if MARK in row.text])
    polls = polls_of([row.id for row in said if row.kind == MessageKind.POLL], reader, now)
    return tuple(
        shown(row, below.get(row.id, NOTHING), hanging.get(row.id, BARE), polls.get(row.id), mine=row.member == reader)
        for row in rows
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


def hanging_on(messages: Sequence[int], links: Sequence[int]) -> dict[int, Hanging]:
    """Return what hangs on messages: on some pictures and files, on those with `links` perhaps a card."""
    pictures, papers, cards = pictures_of(messages), papers_of(messages), cards_of(links)
    return {
        message: Hanging(pictures.get(message, ()), papers.get(message, ()), cards.get(message))
        for message in {*messages, *cards}
    }


def papers_of(messages: Sequence[int]) -> dict[int, tuple[Paper, ...]]:
    """Return the files and recordings of some messages, each in their order."""
    if not messages:
        return {}
    found: dict[int, tuple[Paper, ...]] = {}
    rows = Enclosure.objects.filter(message__in=messages).order_by("message", "position")
    for message, file, name, size, seconds in rows.values_list("message", "file", "name", "size", "seconds"):
        found[message] = (*found.get(message, ()), Paper(file, name, size, seconds))
    return found


@lru_cache(4_096)
def shown(row: Row, below: Under, hanging: Hanging, poll: PollShown | None, *, mine: bool) -> Shown:
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
        hanging=hanging,
        kind=row.kind if there else "",
        settled=there and bool(row.settled),
        accepted=there and bool(row.accepted),
        to_question=there and row.quote_kind == MessageKind.QUESTION,
        poll=poll,
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
