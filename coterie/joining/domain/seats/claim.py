"""What comes to the desk and what it answers."""

from datetime import datetime
from typing import NamedTuple

from coterie.joining.enums import Verdict


class Claim(NamedTuple):
    """Somebody at a live code. Tuples, because thousands are made in a second."""

    slug: str
    visitor: int
    fresh: bool = False
    """The visitor's number was made for this claim, so that there cannot be a ticket yet."""
    verdict: str = Verdict.PERSON
    reason: str = ""
    look: bool = True
    """Whether it counts as a view; a join does not."""
    avoid: frozenset[int] = frozenset()
    """Slots (ids) that turned out to be of no use to this visitor."""
    accept: str = ""
    """The languages that the visitor's browser asks for, as it says it."""


class Door(NamedTuple):
    """A code as the desk saw it under its lock."""

    code: int
    slug: str
    community: int
    address: str
    """The community's slug."""
    channel: int | None
    paused: bool
    strategy: str
    hold_minutes: int
    waiting: int = 0
    """How many stand in the waiting line."""
    grows: bool = False
    """Whether a new group opens when no slot has room."""


class Seat(NamedTuple):
    """The answer to a claim: a seat, a place in the waiting line, or nothing at an unknown code."""

    door: Door | None
    slot: int | None = None
    number: int | None = None
    """The slot's number, as people see it; None: wait."""
    until: datetime | None = None
    """When the answer has to be asked for anew; None: never."""


UNKNOWN = Seat(None)
