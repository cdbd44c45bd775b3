"""The ring around a friend: those of the same inviter who hang together by browsers and minutes."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from coterie.growth.enums import Signal
from coterie.growth.rules.referral import Friend
from coterie.growth.rules.risk import MINUTE

MOST_SHOWN = 16
"""So many are drawn; more are a black circle."""


class Tie(NamedTuple):
    """Two members, the one who joined first first, and what ties them: a browser, or a minute."""

    one: int
    other: int
    by: Signal


class Found(NamedTuple):
    """The people of a ring in the order of joining, their ties, and how many more there are."""

    people: Sequence[Friend]
    ties: Sequence[Tie]
    left_out: int


def ring_around(member: int, friends: Iterable[Friend]) -> Found:
    """Return who hangs together with a friend, however many steps away; the nearest in time where they are too many."""
    joined = {one.member: one for one in friends if one.member and one.joined_at}
    ties = [Tie(a.member, b.member, by) for a, b, by in hanging_together(joined.values()) if a.member and b.member]
    own = reached(member, ties) & joined.keys()
    people = sorted((joined[one] for one in own), key=order)
    place = next((number for number, one in enumerate(people) if one.member == member), 0)
    first = max(0, min(place - MOST_SHOWN // 2, len(people) - MOST_SHOWN))
    shown = people[first : first + MOST_SHOWN]
    seen = {one.member for one in shown}
    return Found(shown, [tie for tie in ties if {tie.one, tie.other} <= seen], len(people) - len(shown))


def order(friend: Friend) -> tuple[object, int]:
    """Return where somebody stands in the order of joining."""
    return friend.joined_at, friend.member or 0


def hanging_together(people: Iterable[Friend]) -> Iterator[tuple[Friend, Friend, Signal]]:
    """Yield who came from one browser, and who came right after whom within a minute: what ties a ring."""
    joined = sorted((one for one in people if one.member and one.joined_at), key=order)
    browsers: dict[int, Friend] = {}
    for before, one in zip([None, *joined], joined, strict=False):
        if one.visitor in browsers:
            yield browsers[one.visitor], one, Signal.BROWSER
        elif before and before.joined_at and one.joined_at and one.joined_at - before.joined_at <= MINUTE:
            yield before, one, Signal.BURST
        browsers[one.visitor] = one


def reached(member: int, ties: Iterable[Tie]) -> set[int]:
    """Return who can be reached from a member by ties."""
    beside: dict[int, list[int]] = {}
    for tie in ties:
        beside.setdefault(tie.one, []).append(tie.other)
        beside.setdefault(tie.other, []).append(tie.one)
    found, ahead = {member}, [member]
    while ahead:
        new = [other for other in beside.get(ahead.pop(), ()) if other not in found]
        found.update(new)
        ahead.extend(new)
    return found
