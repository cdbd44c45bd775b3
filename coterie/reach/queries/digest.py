"""What a member missed since a moment, as a digest tells it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from coterie.groups.queries.seat import seats_in
from coterie.growth.queries.news import Brought, news_of
from coterie.kit.actor import Actor
from coterie.members.enums import Digest
from coterie.members.queries.letters import Reader
from coterie.rituals.queries.rituals import occurrences_visible_to
from coterie.rituals.queries.words import topic_of
from coterie.rituals.rules import AHEAD
from coterie.talk.queries.missed import Missed, best_missed
from coterie.talk.queries.unread import unread_in, unseen_notices

LOOKED_AHEAD = {Digest.DAILY: timedelta(days=1), Digest.WEEKLY: timedelta(days=7)}


@dataclass(frozen=True, slots=True)
class GroupNews:
    """How much was said in a group."""

    key: str
    name: str
    unread: int
    named: int


@dataclass(frozen=True, slots=True)
class Coming:
    """What takes place soon."""

    key: str
    topic: str
    group: str
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class News:
    """What a member missed: by group, what others liked most, what comes, and what campaigns brought."""

    groups: Sequence[GroupNews]
    best: Sequence[Missed]
    coming: Sequence[Coming]
    brought: Sequence[Brought] = ()

    @property
    def unread(self) -> int:
        """How many messages there are in all."""
        return sum(group.unread for group in self.groups)

    def __bool__(self) -> bool:
        return bool(self.groups or self.coming or self.brought)


def news_for(reader: Reader, since: datetime, now: datetime) -> News:
    """Return what a member missed since a moment; what they looked at already is left out."""
    actor = Actor(account=reader.account)
    seats = seats_in(actor, reader.community)
    seen = {seat.group: max(seat.seen_until, since) for seat in seats}
    unread, named = unread_in(reader.member, seen), unseen_notices(reader.member)
    groups = [
        GroupNews(seat.key, seat.name, unread[seat.group], named.get(seat.group, 0))
        for seat in seats
        if unread.get(seat.group)
    ]
    brought = news_of(reader.member, since, now, letters=False)
    return News(groups, best_missed(reader.member, seen), coming_for(reader, actor, now), brought)


def coming_for(reader: Reader, actor: Actor, now: datetime) -> list[Coming]:
    """Return what begins before the next digest."""
    until = now + LOOKED_AHEAD[Digest(reader.digest)]
    rows = occurrences_visible_to(actor, reader.community)
    rows = rows.filter(state__in=AHEAD, starts_at__gt=now, starts_at__lte=until)
    return [Coming(row.key, topic_of(row), row.group.name, row.starts_at) for row in rows]
