"""Finding messages by their words: English by the beginnings of words, Chinese by any part."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet
from django.db.models.expressions import RawSQL

from coterie.kit.actor import Actor
from coterie.kit.text import Piece, pieces
from coterie.talk.enums import MessageKind, Sought
from coterie.talk.models import Message, Picture, Pin
from coterie.talk.queries.messages import messages_visible_to

LONGEST = 100
"""Signs of a search that are looked at."""

SOUGHT: dict[str, dict[str, object]] = {
    Sought.QUESTION: {"kind": MessageKind.QUESTION},
    Sought.POLL: {"kind": MessageKind.POLL},
    Sought.PICTURE: {"pk__in": Picture.objects.values("message")},
    Sought.ANNOUNCEMENT: {"pk__in": Pin.objects.values("message")},
}
"""What a kind of message is, as rows are asked."""

FOUND = {
    "sqlite": "SELECT rowid FROM talk_search WHERE talk_search MATCH %s",
    "postgresql": "SELECT message_id FROM talk_search WHERE words @@ %s::tsquery",
}


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What a found message must be besides: of a group (its key), of who, said from a moment until before another."""

    group: str = ""
    author: str = ""
    since: datetime | None = None
    until: datetime | None = None
    kind: str = ""
    """One of `Sought`."""

    def conditions(self) -> dict[str, object]:
        """Return what was asked for, as the rows are asked."""
        asked: dict[str, object] = {
            "group__key": self.group, "member__name__icontains": self.author, "posted_at__gte": self.since,
            "posted_at__lt": self.until, **SOUGHT.get(self.kind, {}),
        }  # fmt: skip
        return {name: value for name, value in asked.items() if value is not None and value != ""}


ANYTHING = Narrowing()


def messages_found(actor: Actor, community: int, words: str, narrow: Narrowing = ANYTHING) -> QuerySet[Message]:
    """Messages with all of the words, newest first, in the groups that the actor may see.

    Without words: all that the narrowing leaves; nothing where there is neither.
    """
    asked = narrow.conditions()
    rows = messages_visible_to(actor, community).filter(deleted_at=None, **asked)
    rows = rows.order_by("-posted_at", "-id")
    if asked and not words.strip():
        return rows
    wanted = pieces(words[:LONGEST])
    if not wanted:
        return rows.none()
    said = sqlite_query(community, wanted) if connection.vendor == "sqlite" else postgres_query(community, wanted)
    return rows.filter(pk__in=RawSQL(FOUND[connection.vendor], [said]))  # noqa: S611 - our own constant


def sqlite_query(community: int, wanted: list[Piece]) -> str:
    """Return the query in FTS5's language: phrases in quotation marks, beginnings with a star."""
    parts = " AND ".join(f'"{" ".join(piece.tokens)}"{"*" if piece.prefix else ""}' for piece in wanted)
    return f"place : c{community} AND words : ({parts})"


def postgres_query(community: int, wanted: list[Piece]) -> str:
    """Return the query as a tsquery literal: signs that follow one another, beginnings with a star."""
    phrases = (" <-> ".join(f"'{token}'{':*' if piece.prefix else ''}" for token in piece.tokens) for piece in wanted)
    return " & ".join([f"'c:{community}'", *(f"({phrase})" for phrase in phrases)])


@dataclass(frozen=True, slots=True)
class Found:
    """A message that was found, with where it stands."""

    key: str
    group: str
    group_name: str
    name: str
    posted_at: datetime
    text: str


def found_of(messages: Iterable[Message]) -> list[Found]:
    """Return found messages as a list shows them."""
    return [Found(row.key, row.group.key, row.group.name, row.member.name, row.posted_at, row.text) for row in messages]
