"""The fold of the referral ledger: who brought whom, and whether it counts. Page, letter and reward all read it here.

Nothing is counted up: the facts of a campaign, in whatever order and however often they were heard, give each friend a
place. A friend counts from the moment at which all that the terms ask for holds, as long as it holds; what ends within
the time for taking back is taken back, and is given again when it holds again.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from coterie.growth.enums import Reason, RecordKind, Standing

NEVER = datetime.max.replace(tzinfo=UTC)


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
    """Where a friend stands; `due`: when that may change by itself. `member` is none of who only looked."""

    participant: int
    visitor: int
    looked_at: datetime
    member: int | None = None
    joined_at: datetime | None = None
    standing: str = Standing.LOOKED
    why: str = ""
    due: datetime | None = None
    turns: list[Turn] = field(default_factory=list)


class Span(NamedTuple):
    """From when until when something holds."""

    begin: datetime
    end: datetime


@dataclass(slots=True)
class Life:
    """What is known of one friend after joining."""

    joined_at: datetime
    visitor: int
    was_member: bool
    here: list[Span] = field(default_factory=list)
    spoke_at: datetime = NEVER
    owned: list[Span] = field(default_factory=list)
    orders: set[int] = field(default_factory=set)
    refused: bool = False


def fold(facts: Iterable[Fact], inviters: Mapping[int, Inviter], ends_at: datetime, at: datetime) -> list[Friend]:
    """Return where every friend stands at a moment, in the order of their first looks."""
    known = sorted({fact for fact in facts if fact.at <= at})
    looks, lives, members = first_looks(known), lives_of(known), {one.member: one.since for one in inviters.values()}
    joined = first_joins(lives)
    friends = []
    for visitor, (looked_at, participant) in looks.items():
        for place, member in enumerate(joined.get(visitor, ())):
            friend = Friend(participant, visitor, looked_at, member, lives[member].joined_at)
            friend.why = unfit(
                friend, lives[member], inviters[participant], members.get(member), ends_at, first=not place
            )
            friends.append(settled(friend, lives[member], inviters[participant].terms, at))
        if visitor not in joined:
            friends.append(Friend(participant, visitor, looked_at))
    return friends


def first_looks(known: Iterable[Fact]) -> dict[int, tuple[datetime, int]]:
    """Return of each browser when it first came by somebody's link, and whose: the first one stays."""
    looks: dict[int, tuple[datetime, int]] = {}
    for fact in known:
        if fact.kind == RecordKind.SCANNED and fact.visitor is not None and fact.participant is not None:
            looks.setdefault(fact.visitor, (fact.at, fact.participant))
    return looks


def lives_of(known: Iterable[Fact]) -> dict[int, Life]:
    """Return what is known of each who joined; what comes before the first join has no effect."""
    lives: dict[int, Life] = {}
    for fact in known:
        if fact.member is None:
            continue
        life = lives.get(fact.member)
        if life is None:
            if fact.kind == RecordKind.JOINED and fact.visitor is not None:
                lives[fact.member] = Life(fact.at, fact.visitor, fact.again, [Span(fact.at, NEVER)])
        else:
            LIVED.get(fact.kind, nothing)(life, fact)
    return lives


def nothing(life: Life, fact: Fact) -> None:
    """Hear what is told of a friend, and not counted by."""


def came(life: Life, fact: Fact) -> None:
    """Be here again."""
    if life.here[-1].end != NEVER:
        life.here.append(Span(fact.at, NEVER))


def went(life: Life, fact: Fact) -> None:
    """Be here no more."""
    if life.here[-1].end == NEVER:
        life.here[-1] = Span(life.here[-1].begin, fact.at)


def spoke(life: Life, fact: Fact) -> None:
    """Have spoken."""
    life.spoke_at = min(life.spoke_at, fact.at)


def bought(life: Life, fact: Fact) -> None:
    """Own something, with the first order that was not given back."""
    if not life.orders:
        life.owned.append(Span(fact.at, NEVER))
    life.orders.add(fact.order or 0)


def gave_back(life: Life, fact: Fact) -> None:
    """Own nothing more, with the last order that was given back."""
    if life.orders == {fact.order or 0}:
        life.owned[-1] = Span(life.owned[-1].begin, fact.at)
    life.orders.discard(fact.order or 0)


def reviewed(life: Life, fact: Fact) -> None:
    """Be taken for good or not; the last word holds."""
    life.refused = not fact.again


LIVED: dict[str, Callable[[Life, Fact], None]] = {
    RecordKind.JOINED: came, RecordKind.LEFT: went, RecordKind.SPOKE: spoke, RecordKind.BOUGHT: bought,
    RecordKind.REFUNDED: gave_back, RecordKind.REVIEWED: reviewed,
}  # fmt: skip


def first_joins(lives: Mapping[int, Life]) -> dict[int, list[int]]:
    """Return who first joined from each browser, in the order of joining."""
    joined: dict[int, list[int]] = {}
    for member, life in lives.items():
        joined.setdefault(life.visitor, []).append(member)
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
    if life.joined_at < friend.looked_at or (life.was_member and not inviter.terms.returning):
        return Reason.MEMBER
    if not first:
        return Reason.TWICE
    if life.joined_at >= ends_at:
        return Reason.LATE
    return Reason.REFUSED if life.refused else ""


def settled(friend: Friend, life: Life, terms: Terms, at: datetime) -> Friend:
    """Put a friend where they stand."""
    if friend.why:
        friend.standing = Standing.UNCOUNTED
        return friend
    first = None
    for span in holding(life, terms):
        if span.begin > at:
            friend.due = span.begin
            break
        friend.turns.append(Turn(span.begin, RecordKind.RESTORED if first else RecordKind.QUALIFIED))
        first = first or span.begin
        if span.end > at or span.end > first + terms.back:
            friend.standing = Standing.COUNTS
            return friend
        friend.turns.append(Turn(span.end, RecordKind.REVOKED))
    friend.standing, friend.why = missing(life, terms, at, counted=first is not None)
    return friend


def missing(life: Life, terms: Terms, at: datetime, *, counted: bool) -> tuple[str, str]:
    """Return where somebody stands who does not count now, and what is missing."""
    if life.here[-1].end <= at:
        return (Standing.REVOKED if counted else Standing.LEFT), ""
    if terms.speak and life.spoke_at == NEVER:
        return Standing.WAITING, Reason.SPEAK
    if terms.buy and not life.orders:
        return (Standing.REVOKED if counted else Standing.WAITING), Reason.BUY
    return Standing.WAITING, Reason.STAY


def holding(life: Life, terms: Terms) -> Iterable[Span]:
    """Yield from when until when all that is asked for holds, the first first."""
    owned = life.owned if terms.buy else [Span(life.joined_at, NEVER)]
    since = life.spoke_at if terms.speak else life.joined_at
    for here in life.here:
        stayed = max(here.begin + terms.stay, since)
        for own in owned:
            span = Span(max(stayed, own.begin), min(here.end, own.end))
            if span.begin < span.end:
                yield span
