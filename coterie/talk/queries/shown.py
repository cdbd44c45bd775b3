"""Messages as a screen shows them: frozen, so that what was drawn once can be kept."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from coterie.talk.queries.links import Card
from coterie.talk.queries.polls import PollShown


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


class Paper(NamedTuple):
    """A file or a recording: its file, its name, its bytes, and the seconds of a recording."""

    file: str
    name: str
    size: int
    seconds: int | None

    @property
    def length(self) -> str:
        """How long a recording is, as a clock says it."""
        minutes, seconds = divmod(self.seconds or 0, 60)
        return f"{minutes}:{seconds:02}"


class Hanging(NamedTuple):
    """What hangs on a message."""

    pictures: tuple[Shot, ...] = ()
    papers: tuple[Paper, ...] = ()
    card: Card | None = None


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
    hanging: Hanging
    kind: str = ""
    settled: bool = False
    """Whether a question has its answer."""
    accepted: bool = False
    """Whether this is the answer that settled its question."""
    to_question: bool = False
    """Whether it answers a question."""
    poll: PollShown | None = None


@dataclass(frozen=True, slots=True)
class Conversation:
    """A part of what was said in a group, oldest first; `older` and `newer` are where the next parts begin."""

    messages: tuple[Shown, ...]
    older: str | None
    newer: str | None
