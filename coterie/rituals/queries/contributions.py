"""What was said in a session, and how good it was."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from coterie.rituals.models import Mark, Occurrence
from coterie.talk.queries.window import Line, said_between

HOST, MEMBER, SIGN = 3, 1, 1
"""What a host's mark, a member's mark and a sign weigh."""
QUOTES = 5


@dataclass(frozen=True, slots=True)
class Contribution:
    """A message of a session with its marks."""

    line: Line
    by_hosts: int
    by_members: int
    mine: bool
    """Whether the reader marked it."""
    own: bool
    """Whether the reader said it."""

    @property
    def score(self) -> int:
        """Three for a host's mark, one for a member's and one for everybody who put a sign under it."""
        return HOST * self.by_hosts + MEMBER * self.by_members + SIGN * self.line.signs


@dataclass(frozen=True, slots=True)
class Session:
    """What a session brought."""

    contributions: Sequence[Contribution]
    people: int
    top: Sequence[Contribution]


def window_of(row: Occurrence, now: datetime) -> tuple[datetime, datetime] | None:
    """Return from when until when contributions count; None before it began."""
    return (row.opened_at, row.closed_at or now) if row.opened_at else None


def session_of(row: Occurrence, *, reader: int | None, now: datetime) -> Session:
    """Return what was said in the window, with its marks; what a ritual says by itself is left out."""
    window = window_of(row, now)
    lines = said_between(row.group_id, *window, without=row.said) if window else []
    hosts, members, mine = marks_of(row, reader)
    all_of_it = [
        Contribution(line, hosts[line.message], members[line.message], line.message in mine, own=line.member == reader)
        for line in lines
    ]
    best = sorted((one for one in all_of_it if one.score), key=lambda one: (-one.score, one.line.posted_at))
    return Session(all_of_it, len({line.member for line in lines}), best[:QUOTES])


def marks_of(row: Occurrence, reader: int | None) -> tuple[Counter[int], Counter[int], set[int]]:
    """Return the hosts' marks and the members' for each message, and which the reader gave."""
    hosts: Counter[int] = Counter()
    members: Counter[int] = Counter()
    mine: set[int] = set()
    for message, member, by_host in Mark.objects.filter(occurrence=row).values_list("message", "member", "by_host"):
        (hosts if by_host else members)[message] += 1
        if member == reader:
            mine.add(message)
    return hosts, members, mine
