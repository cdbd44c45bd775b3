"""What all who take part reach together, read off the fold: when more friends counted than ever before, and by whom.

The mark never falls: whoever leaves and is replaced takes nobody a step further.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple

from coterie.growth.enums import RecordKind
from coterie.growth.rules.referral import Friend

REVOKED = RecordKind.REVOKED.value


class Rise(NamedTuple):
    """More friends than ever before: when, how many, and which friend of which participant made it so."""

    at: datetime
    total: int
    member: int
    participant: int


def rises(friends: Iterable[Friend]) -> Iterator[Rise]:
    """Yield when so many friends counted for the first time, one by one.

    Of one moment those who cease to count come first: a change of places is no rise.
    """
    moves = sorted(
        (turn.at, -1 if turn.kind == REVOKED else 1, friend.member, friend.participant)
        for friend in friends
        if friend.member is not None
        for turn in friend.turns
    )
    total = highest = 0
    for at, move, member, participant in moves:
        total += move
        if total > highest:
            highest = total
            yield Rise(at, total, member, participant)


def seed_of(campaign: str, reached: int, friend: str) -> str:
    """Return what a draw is made of: keys that chance has written, the last one's when the friend joined."""
    return f"{campaign}:{reached}:{friend}"


def by_lot(seed: str, keys: Iterable[str]) -> list[str]:
    """Return keys in the order in which they are drawn, by their SHA-256 after the seed: it can be worked out again."""
    return sorted(keys, key=lambda key: sha256(f"{seed}:{key}".encode()).digest())
