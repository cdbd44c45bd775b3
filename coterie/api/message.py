"""A message as the API shows it."""

from collections.abc import Sequence
from datetime import datetime

from ninja import Field, Schema

from coterie.kit.clock import now
from coterie.talk.enums import MessageKind
from coterie.talk.models import Message
from coterie.talk.queries.drawing import BARE, hanging_on
from coterie.talk.queries.links import MARK, Card
from coterie.talk.queries.messages import keys_of
from coterie.talk.queries.polls import PollShown, polls_of
from coterie.talk.queries.reactions import NOTHING, Under, under
from coterie.talk.queries.shown import Hanging, Paper


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


class FileOut(Schema):
    """A file of a message, in bytes; a recording has `seconds` and no name. Its bytes are at `files/{key}`."""

    key: str
    name: str
    size: int
    seconds: int | None


class CardOut(Schema):
    """Where the first link of a message leads, as the page there says it."""

    url: str
    title: str
    brief: str
    site: str


class OptionOut(Schema):
    """A choice of a poll; `percent` is of all who chose."""

    text: str
    number: int
    mine: bool
    percent: int


class PollOut(Schema):
    """A poll: how many people chose, and how many choices each has."""

    options: list[OptionOut]
    people: int
    most: int
    open: bool
    open_until: datetime | None


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
    files: list[FileOut]
    reactions: list[ReactionOut]
    reply_to: str | None
    replies: int
    kind: str = Field(description="question, poll, or nothing")
    answer: str | None = Field(description="of a question: the message that settled it")
    poll: PollOut | None
    card: CardOut | None
    posted_at: datetime
    edited_at: datetime | None
    deleted_at: datetime | None


def said(rows: Sequence[Message], reader: int | None) -> list[MessageOut]:
    """Return messages of a list; the number of queries does not depend on theirs."""
    there = [row for row in rows if row.deleted_at is None]
    keys = [row.pk for row in there]
    below, hanging = under(keys, reader), hung_on(there)
    answers = keys_of([row.accepted_id for row in there if row.accepted_id])
    polls = polls_of([row.pk for row in there if row.kind == MessageKind.POLL], reader, now())
    return [
        shown(
            row, below.get(row.pk, NOTHING), hanging.get(row.pk, BARE), answers.get(row.accepted_id or 0),
            polls.get(row.pk),
        )
        for row in rows
    ]  # fmt: skip


def shown(row: Message, below: Under, hanging: Hanging, answer: str | None, poll: PollShown | None) -> MessageOut:
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
        pictures=[PictureOut(key=shot.file, width=shot.width, height=shot.height) for shot in hanging.pictures],
        files=[file_out(paper) for paper in hanging.papers],
        reactions=[ReactionOut(**one._asdict()) for one in below.reactions],
        reply_to=row.reply_to.key if row.reply_to else None,
        replies=below.replies,
        kind=row.kind if there else "",
        answer=answer if there else None,
        poll=poll_out(poll) if poll else None,
        card=card_out(hanging.card) if hanging.card else None,
        posted_at=row.posted_at,
        edited_at=row.edited_at if there else None,
        deleted_at=row.deleted_at,
    )


def hung_on(rows: Sequence[Message]) -> dict[int, Hanging]:
    """Return what hangs on messages."""
    return hanging_on([row.pk for row in rows if row.hanging], [row.pk for row in rows if MARK in row.text])


def card_out(card: Card) -> CardOut:
    """Return where a link leads."""
    return CardOut(url=card.url, title=card.title, brief=card.brief, site=card.site)


def file_out(paper: Paper) -> FileOut:
    """Return one file."""
    return FileOut(key=paper.file, name=paper.name, size=paper.size, seconds=paper.seconds)


def poll_out(poll: PollShown) -> PollOut:
    """Return one poll."""
    facts = poll._asdict() | {"options": [OptionOut(**option._asdict()) for option in poll.options]}
    return PollOut(**facts)
