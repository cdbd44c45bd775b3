"""What a campaign shows: how it spread, what it cost, and the numbers with which the next one is forecast."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from coterie.growth.enums import Standing
from coterie.growth.models import Campaign
from coterie.growth.queries.ledger import friends_in
from coterie.growth.queries.media import Passed, media_of
from coterie.growth.queries.tally import Tally, tallied
from coterie.growth.rules.cohorts import Cohorts, cohorts_of
from coterie.growth.rules.past import Past, past_of
from coterie.growth.rules.referral import Friend
from coterie.growth.rules.tree import Shape, shape_of
from coterie.market.queries.profit import Drive

BROUGHT = frozenset({Standing.WAITING, Standing.COUNTS, Standing.LEFT, Standing.REVOKED})
"""Who joined as somebody's friend, and was one by the rules."""


@dataclass(frozen=True, slots=True)
class Measures:
    """How a campaign spreads, at a moment."""

    people: int
    brought: int
    tally: Tally
    shape: Shape
    past: Past | None
    """How many friends a member brings, corrected for those who joined lately; none where nobody brought anybody."""
    cohorts: Cohorts
    media: list[Passed]

    @property
    def joins(self) -> float | None:
        """Which share of those who opened a link joined."""
        came = self.brought + self.tally.standings[Standing.LOOKED]
        return self.brought / came if came else None

    @property
    def activation(self) -> float | None:
        """Which share of the friends who joined counts."""
        return self.tally.counting / self.brought if self.brought else None


def measures_of(campaign: Campaign, friends: Sequence[Friend], at: datetime) -> Measures:
    """Return the figures of a campaign at a moment, all from its friends, folded to then."""
    brought = [friend for friend in friends if friend.standing in BROUGHT]
    inviting = list(inviting_in(campaign, brought))
    return Measures(
        people=campaign.participants.count(),
        brought=len(brought),
        tally=tallied(campaign, friends),
        shape=shape_of(parents_of(campaign, friends)),
        past=seen(inviting, at),
        cohorts=cohorts_of(inviting, at),
        media=media_of(campaign, friends),
    )


def parents_of(campaign: Campaign, friends: Iterable[Friend]) -> dict[int, int]:
    """Return who brought each friend who joined, by the numbers of the members."""
    members = dict(campaign.participants.values_list("pk", "member"))
    return {one.member: members[one.participant] for one in friends if one.standing in BROUGHT and one.member}


def drive_of(campaign: Campaign, at: datetime) -> Drive:
    """Return a campaign with those whom it brought, as its profit is asked."""
    friends = [friend.member for friend in friends_in(campaign, at) if friend.standing in BROUGHT and friend.member]
    return Drive(campaign.pk, frozenset(friends))


def inviting_in(campaign: Campaign, brought: Sequence[Friend]) -> Iterator[tuple[datetime, Sequence[datetime]]]:
    """Yield when each came who could bring friends, and when it did: who takes part, and each friend who does not."""
    rows = list(campaign.participants.values_list("pk", "member", "began_at"))
    made: dict[int, list[datetime]] = {}
    for friend in brought:
        if friend.joined_at:
            made.setdefault(friend.participant, []).append(friend.joined_at)
    yield from ((began_at, made.get(pk, [])) for pk, _member, began_at in rows)
    taking_part = {member for _pk, member, _began_at in rows}
    yield from ((one.joined_at, []) for one in brought if one.joined_at and one.member not in taking_part)


def seen(inviting: Iterable[tuple[datetime, Sequence[datetime]]], at: datetime) -> Past | None:
    """Return what a member brings in its life; none where nobody brought anybody."""
    try:
        return past_of(inviting, at)
    except ValueError:
        return None
