"""What a line of a chat log says. Every line of a file becomes exactly one of these.

`line` counts from 1; `at` is aware and in UTC; texts are as they stand in the file.
"""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Said:
    """A message; `action` when it was told in the third person (`* dan waves`)."""

    line: int
    at: datetime
    author: str
    text: str
    action: bool = False


@dataclass(frozen=True, slots=True)
class Joined:
    """Somebody came in."""

    line: int
    at: datetime
    who: str


@dataclass(frozen=True, slots=True)
class Left:
    """Somebody went: parted, quit, or was put out."""

    line: int
    at: datetime
    who: str


@dataclass(frozen=True, slots=True)
class Renamed:
    """The person called `old` is from now on called `new`."""

    line: int
    at: datetime
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class TopicSet:
    """The room's topic was changed or shown."""

    line: int
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Noted:
    """Anything else the logging program or the server said: modes, log opened, day changed."""

    line: int
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Blank:
    """A line with nothing on it."""

    line: int


@dataclass(frozen=True, slots=True)
class Unparsed:
    """A line no rule understands; it is reported, never guessed at."""

    line: int
    text: str
    why: str


Record = Said | Joined | Left | Renamed | TopicSet | Noted | Blank | Unparsed
