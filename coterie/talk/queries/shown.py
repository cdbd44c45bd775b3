"""Messages as a screen shows them: frozen, equal when they look equal, so that what was drawn once can be kept."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Author:
    """Who said it."""

    name: str
    number: int
    title: str
    newcomer: bool


@dataclass(frozen=True, slots=True)
class Quote:
    """The message that is answered; an empty text is a deleted one."""

    key: str
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Reactions:
    """How often one sign stands under a message, and whether one is the reader's."""

    emoji: str
    count: int
    mine: bool


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture: its file and its size in pixels."""

    file: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Shown:
    """One message; `gone` is empty, "author" or "staff", and then there is no text."""

    key: str
    author: Author
    text: str
    mentions: tuple[tuple[int, int], ...]
    posted_at: datetime
    edited: bool
    gone: str
    mine: bool
    quote: Quote | None
    reactions: tuple[Reactions, ...]
    replies: int
    pictures: tuple[Shot, ...]


@dataclass(frozen=True, slots=True)
class Conversation:
    """A part of what was said in a group, oldest first; `older` and `newer` are where the next parts begin."""

    messages: tuple[Shown, ...]
    older: str | None
    newer: str | None
