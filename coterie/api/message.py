"""A message as the API shows it."""

from collections.abc import Sequence
from datetime import datetime

from ninja import Field, Schema

from coterie.talk.models import Message
from coterie.talk.queries.drawing import pictures_of
from coterie.talk.queries.reactions import NOTHING, Under, under
from coterie.talk.queries.shown import Shot


class ReactionOut(Schema):
    """How often one sign stands under a message, and whether one is yours."""

    emoji: str
    number: int
    mine: bool


class PictureOut(Schema):
    """A picture of a message, in pixels; its bytes are at the message's `pictures/{key}`."""

    key: str
    width: int
    height: int


class MessageOut(Schema):
    """A message; a deleted one has neither text nor anything else to see."""

    key: str
    group: str
    member: str
    name: str
    number: int
    title: str
    text: str
    mentions: list[tuple[int, int]] = Field(description="where somebody is named: begin and end, in signs of the text")
    pictures: list[PictureOut]
    reactions: list[ReactionOut]
    reply_to: str | None
    replies: int
    posted_at: datetime
    edited_at: datetime | None
    deleted_at: datetime | None


def said(rows: Sequence[Message], reader: int | None) -> list[MessageOut]:
    """Return messages of a list, in one query for what stands under them and one for their pictures."""
    there = [row for row in rows if row.deleted_at is None]
    below, pictures = under([row.pk for row in there], reader), pictures_of([row.pk for row in there])
    return [shown(row, below.get(row.pk, NOTHING), pictures.get(row.pk, ())) for row in rows]


def shown(row: Message, below: Under, pictures: Sequence[Shot]) -> MessageOut:
    """Return one message."""
    there = row.deleted_at is None
    return MessageOut(
        key=row.key,
        group=row.group.key,
        member=row.member.key,
        name=row.member.name,
        number=row.member.number,
        title=row.member.title,
        text=row.text if there else "",
        mentions=[(begin, end) for begin, end, _member in row.mentions] if there else [],
        pictures=[PictureOut(key=shot.file, width=shot.width, height=shot.height) for shot in pictures],
        reactions=[ReactionOut(**one._asdict()) for one in below.reactions],
        reply_to=row.reply_to.key if row.reply_to else None,
        replies=below.replies,
        posted_at=row.posted_at,
        edited_at=row.edited_at if there else None,
        deleted_at=row.deleted_at,
    )
