"""Messages as a screen shows them: frozen, so that what was drawn once can be kept."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple


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


class Reactions(NamedTuple):
    """How often one sign stands under a message, and whether one is the reader's."""

    emoji: str
    number: int
    mine: bool


class Shot(NamedTuple):
    """A picture: its file and its size in pixels."""

    file: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, eq=False)
class Shown:
    """One message; `gone` is empty, "author" or "staff", and then there is no text.

    Who reads the same facts again gets the same object, so that it is known without a look at what is in it.
    """

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
