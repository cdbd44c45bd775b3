"""Who is in a team, and whether it is complete, read off the fold: nothing of it is kept.

A team is whoever founded it and those friends of theirs who begin to count while its time runs. Its time runs from the
founding, so many hours by the terms, no longer than the campaign, and no longer than until its founder founds another.
So no friend is in two teams of one founder; and who founded a team before beginning to count is in that one alone.
It is complete at the first moment at which so many are in it who count then. What becomes of them later changes nothing
of that: whoever leaves earlier leaves their place.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

from coterie.growth.enums import RecordKind, TeamStanding
from coterie.growth.rules.referral import Friend

REVOKED = RecordKind.REVOKED.value


class Span(NamedTuple):
    """After which moment, and up to which, a team's time runs."""

    begin: datetime
    end: datetime


class Gathered(NamedTuple):
    """Where a team stands at a moment: who is in it beside its founder, in the order of counting; since when whole."""

    standing: TeamStanding
    friends: Sequence[int]
    complete_at: datetime | None = None


def spans_of(founded: Sequence[datetime], hours: int | None, ends_at: datetime) -> list[Span]:
    """Return when the teams of one founder have time, by their foundings, the first first; no hours: to the end."""
    followed = pairwise((*founded, ends_at))
    if hours is None:
        return [Span(begin, min(later, ends_at)) for begin, later in followed]
    return [Span(begin, min(begin + timedelta(hours=hours), later, ends_at)) for begin, later in followed]


def gathered(
    span: Span, people: int, friends: Iterable[Friend], founded: Mapping[int, datetime], at: datetime
) -> Gathered:
    """Return where a team of so many people stands at a moment, by its founder's friends, folded to that moment.

    `founded`: when members first founded a team of their own. Of one moment those who cease to count come first, so a
    change of places completes nothing; then the member's number decides whose the last place is.
    """
    inside: dict[int, None] = {}
    for turned_at, comes, member in moves_in(span, friends, founded):
        if comes:
            inside[member] = None
        else:
            inside.pop(member, None)
        if len(inside) + 1 >= people:
            return Gathered(TeamStanding.COMPLETE, tuple(inside), turned_at)
    return Gathered(TeamStanding.OPEN if at <= span.end else TeamStanding.MISSED, tuple(inside))


def moves_in(
    span: Span, friends: Iterable[Friend], founded: Mapping[int, datetime]
) -> Collection[tuple[datetime, bool, int]]:
    """Return when those who are of a team begin to count, and cease to, while its time runs, in order."""
    return sorted(
        (moment, comes, friend.member)
        for friend in friends
        if friend.member is not None and is_of(span, friend, founded.get(friend.member))
        for moment, comes in moves_of(friend)
        if moment <= span.end
    )


def moves_of(friend: Friend) -> Iterator[tuple[datetime, bool]]:
    """Yield when a friend begins to count, and ceases to; who counts for good is gone while they are no member."""
    yield from ((turn.at, turn.kind != REVOKED) for turn in friend.turns)
    last = friend.turns[-1]
    if friend.life and last.kind != REVOKED:
        yield from ((moment, place % 2 == 0) for place, moment in enumerate(friend.life.here) if moment > last.at)


def is_of(span: Span, friend: Friend, own: datetime | None) -> bool:
    """Tell whether a friend began to count while a team's time ran, without a team of their own (`own`) before."""
    if not friend.turns:
        return False
    begun = friend.turns[0].at
    return span.begin < begun <= span.end and (own is None or own >= begun)
