"""The fold of the referral ledger: who brought whom, and whether it counts. Page, letter and reward all read it here.

Nothing is counted up: the facts of a campaign, in whatever order and however often they were heard, give each friend a
place. A friend counts from the moment at which all that the terms ask for holds, as long as it holds; what ends within
the time for taking back is taken back, and is given again when it holds again.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import zip_longest
from typing import NamedTuple

from coterie.growth.enums import Reason, RecordKind, Standing
from coterie.growth.rules.score import Risk

SCANNED, JOINED = RecordKind.SCANNED.value, RecordKind.JOINED.value
QUALIFIED, REVOKED, RESTORED = RecordKind.QUALIFIED.value, RecordKind.REVOKED.value, RecordKind.RESTORED.value
LOOKED, COUNTS, UNCOUNTED = Standing.LOOKED.value, Standing.COUNTS.value, Standing.UNCOUNTED.value
"""Their bare words: a campaign has a million of them."""


class Fact(NamedTuple):
    """One line of the ledger: when it happened (`number` tells two of one moment apart), and to whom.

    A look names a browser and who invited; a join a browser and a member; all others a member.
    """

    at: datetime
    number: int
    kind: str
    visitor: int | None = None
    member: int | None = None
    participant: int | None = None
    order: int | None = None
    again: bool = False
    """Of a join: the person was a member before. Of a review: the friend may count."""


class Terms(NamedTuple):
    """What a friend has to do to count, as it was promised to whoever invited."""

    stay: timedelta
    back: timedelta
    """How long after a friend counted for the first time it is taken back when the friend leaves."""
    speak: bool = False
    buy: bool = False
    returning: bool = False
    """Whether those count who were members once and left."""


class Inviter(NamedTuple):
    """Who takes part, since when, from which browser, by which terms."""

    member: int
    since: datetime
    terms: Terms
    visitor: int | None = None


class Turn(NamedTuple):
    """When a friend began to count, or ceased to."""

    at: datetime
    kind: str


@dataclass(slots=True)
class Friend:
    """Where a friend stands; `due`: when that may change by itself. `member` is none of who only looked.

    `risk` is judged of who counts, shows a sign, and on whom nobody has decided: `rules/risk.py`.
    """

    participant: int
    visitor: int
    looked_at: datetime
    member: int | None = None
    joined_at: datetime | None = None
    standing: str = LOOKED
    why: str = ""
    due: datetime | None = None
    turns: list[Turn] = field(default_factory=list)
    life: "Life | None" = field(default=None, compare=False, repr=False)
    risk: Risk | None = None


Span = tuple[datetime, datetime | None]
"""From when until when something holds; what goes on has no end."""


class Life:
    """What is known of one friend since joining; `here` and `owned`: when it began and ended, in turn.

    `word`: whether a host said that the friend may count; none where nobody said anything.
    """

    __slots__ = ("again", "here", "joined_at", "orders", "owned", "spoke_at", "visitor", "word")

    def __init__(self, joined: Fact) -> None:
        self.joined_at, self.visitor, self.again = joined.at, joined.visitor, joined.again
        self.here = [joined.at]
        self.spoke_at: datetime | None = None
        self.owned: list[datetime] | None = None
        self.orders: set[int | None] | None = None
        self.word: bool | None = None

    @property
    def is_here(self) -> bool:
        """Whether the friend is a member now."""
        return len(self.here) % 2 == 1


def fold(facts: Iterable[Fact], inviters: Mapping[int, Inviter], ends_at: datetime, at: datetime) -> list[Friend]:
    """Return where every friend stands at a moment, in the order of their first looks."""
    known = sorted([fact for fact in facts if fact[0] <= at])
    looks, lives, members = first_looks(known), lives_of(known), {one.member: one.since for one in inviters.values()}
    joined = first_joins(lives)
    friends = []
    for visitor, (looked_at, participant) in looks.items():
        inviter = inviters[participant]
        for place, member in enumerate(joined.get(visitor, ())):
            life = lives[member]
            friend = Friend(participant, visitor, looked_at, member, life.joined_at, life=life)
            friend.why = unfit(friend, life, inviter, members.get(member), ends_at, first=not place)
            settle(friend, life, inviter.terms, at)
            friends.append(friend)
        if visitor not in joined:
            friends.append(Friend(participant, visitor, looked_at))
    return friends


def first_looks(known: Iterable[Fact]) -> dict[int, tuple[datetime, int]]:
    """Return of each browser when it first came by somebody's link, and whose: the first one stays."""
    looks: dict[int, tuple[datetime, int]] = {}
    for at, _number, kind, visitor, _member, participant, _order, _again in known:
        if kind == SCANNED and visitor is not None and participant is not None and visitor not in looks:
            looks[visitor] = (at, participant)
    return looks


def lives_of(known: Iterable[Fact]) -> dict[int, Life]:
    """Return what is known of each who joined; what comes before the first join has no effect.

    Each deed is heard so that a second time changes nothing.
    """
    lives: dict[int, Life] = {}
    for fact in known:
        kind, member = fact[2], fact[4]
        if member is None:
            continue
        life = lives.get(member)
        if life is not None:
            LIVED.get(kind, nothing)(life, fact)
        elif kind == JOINED and fact[3] is not None:
            lives[member] = Life(fact)
    return lives


def nothing(life: Life, fact: Fact) -> None:
    """Hear what is told of a friend, and not counted by."""


def came(life: Life, fact: Fact) -> None:
    """Be here again."""
    if not life.is_here:
        life.here.append(fact.at)


def went(life: Life, fact: Fact) -> None:
    """Be here no more."""
    if life.is_here:
        life.here.append(fact.at)


def spoke(life: Life, fact: Fact) -> None:
    """Have spoken."""
    life.spoke_at = life.spoke_at or fact.at


def bought(life: Life, fact: Fact) -> None:
    """Own something, with the first order that was not given back."""
    if life.orders is None or life.owned is None:
        life.orders, life.owned = set(), []
    if not life.orders:
        life.owned.append(fact.at)
    life.orders.add(fact.order)


def gave_back(life: Life, fact: Fact) -> None:
    """Own nothing more, with the last order that was given back."""
    if life.orders and life.owned and fact.order in life.orders:
        life.orders.remove(fact.order)
        if not life.orders:
            life.owned.append(fact.at)


def reviewed(life: Life, fact: Fact) -> None:
    """Be taken for good or not; the last word holds."""
    life.word = fact.again


LIVED: dict[str, Callable[[Life, Fact], None]] = {
    JOINED: came, RecordKind.LEFT.value: went, RecordKind.SPOKE.value: spoke, RecordKind.BOUGHT.value: bought,
    RecordKind.REFUNDED.value: gave_back, RecordKind.REVIEWED.value: reviewed,
}  # fmt: skip


def first_joins(lives: Mapping[int, Life]) -> dict[int, list[int]]:
    """Return who first joined from each browser, in the order of joining."""
    joined: dict[int, list[int]] = {}
    for member, life in lives.items():
        if life.visitor in joined:
            joined[life.visitor].append(member)
        elif life.visitor is not None:
            joined[life.visitor] = [member]
    return joined


def unfit(
    friend: Friend, life: Life, inviter: Inviter, took_part: datetime | None, ends_at: datetime, *, first: bool
) -> str:
    """Return why somebody cannot count, whatever they do; empty if they can.

    Who took part before is nobody's friend: so nobody invites themselves, nor in a circle. In a circle everybody both
    invites and is invited; whoever of them took part first was invited afterwards.
    """
    if inviter.member == friend.member or (took_part is not None and took_part <= life.joined_at):
        return Reason.TAKES_PART
    if inviter.visitor == friend.visitor:
        return Reason.OURSELVES
    if life.joined_at < friend.looked_at or (life.again and not inviter.terms.returning):
        return Reason.MEMBER
    if not first:
        return Reason.TWICE
    if life.joined_at >= ends_at:
        return Reason.LATE
    return Reason.REFUSED if life.word is False else ""


def settle(friend: Friend, life: Life, terms: Terms, at: datetime) -> None:
    """Put a friend where they stand."""
    if friend.why:
        friend.standing = UNCOUNTED
        return
    first = None
    for begin, end in holding(life, terms):
        if begin > at:
            friend.due = begin
            break
        friend.turns.append(Turn(begin, RESTORED if first else QUALIFIED))
        first = first or begin
        if end is None or end > first + terms.back:
            friend.standing = COUNTS
            return
        friend.turns.append(Turn(end, REVOKED))
    friend.standing, friend.why = missing(life, terms, counted=first is not None)


def missing(life: Life, terms: Terms, *, counted: bool) -> tuple[str, str]:
    """Return where somebody stands who does not count now, and what is missing."""
    if not life.is_here:
        return (Standing.REVOKED if counted else Standing.LEFT), ""
    if terms.speak and life.spoke_at is None:
        return Standing.WAITING, Reason.SPEAK
    if terms.buy and not life.orders:
        return (Standing.REVOKED if counted else Standing.WAITING), Reason.BUY
    return Standing.WAITING, Reason.STAY


def holding(life: Life, terms: Terms) -> Iterable[Span]:
    """Yield from when until when all that is asked for holds, the first first; the last one may have no end yet."""
    here = [(begin + terms.stay, end) for begin, end in spans(life.here)]
    if terms.speak:
        here = [(max(begin, life.spoke_at), end) for begin, end in here] if life.spoke_at else []
    if terms.buy:
        here = [both(one, own) for one in here for own in spans(life.owned or [])]
    return [(begin, end) for begin, end in here if end is None or begin < end]


def spans(moments: list[datetime]) -> list[Span]:
    """Return beginnings and ends by twos; what goes on has no end."""
    if len(moments) == 1:
        return [(moments[0], None)]
    return list(zip_longest(moments[::2], moments[1::2]))


def both(one: Span, other: Span) -> Span:
    """Return when both hold."""
    ends = [end for end in (one[1], other[1]) if end is not None]
    return max(one[0], other[0]), min(ends, default=None)
