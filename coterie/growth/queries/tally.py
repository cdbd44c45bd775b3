"""The numbers of a campaign and of who takes part, all from the one fold: nothing of them is kept."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from coterie.growth.enums import Standing
from coterie.growth.models import Campaign, Participant
from coterie.growth.queries.campaigns import participants_run_by, spent
from coterie.growth.rules.referral import Friend
from coterie.kit.actor import Actor


@dataclass(frozen=True, slots=True)
class Tally:
    """Where the friends of a campaign stand, why some do not count, and what they cost in minor units."""

    standings: Mapping[str, int]
    reasons: Mapping[str, int]
    spent: int

    @property
    def counting(self) -> int:
        """How many count."""
        return self.standings[Standing.COUNTS]

    @property
    def each(self) -> int | None:
        """What one who counts costs; none while nobody counts."""
        return round(self.spent / self.counting) if self.counting else None


@dataclass(frozen=True, slots=True)
class Place:
    """One who takes part, with how many friends count, how many joined, and how many looked in all."""

    participant: Participant
    counting: int
    joined: int
    looked: int


def tallied(campaign: Campaign, friends: Sequence[Friend]) -> Tally:
    """Return the friends of a campaign, folded, by where they stand, with what they cost."""
    standings = Counter(dict.fromkeys(Standing.values, 0))
    standings.update(str(friend.standing) for friend in friends)
    refused = [str(friend.why) for friend in friends if friend.standing == Standing.UNCOUNTED]
    return Tally(standings, Counter(refused), spent(campaign))


def places_in(actor: Actor, campaign: Campaign, friends: Sequence[Friend]) -> list[Place]:
    """Return who takes part, for the staff: whoever has most friends who count first, the earlier one before the later.

    The friends are those of the campaign, folded. Raises Forbidden for who may not see members.
    """
    brought = of_each(friends)
    places = [place_of(row, brought.get(row.pk, ())) for row in participants_run_by(actor, campaign)]
    return sorted(places, key=lambda place: (-place.counting, -place.joined))


def of_each(friends: Sequence[Friend]) -> dict[int, list[Friend]]:
    """Return the friends of each who takes part."""
    found: dict[int, list[Friend]] = {}
    for friend in friends:
        found.setdefault(friend.participant, []).append(friend)
    return found


def place_of(row: Participant, friends: Sequence[Friend]) -> Place:
    """Return where one who takes part stands."""
    counting = sum(friend.standing == Standing.COUNTS for friend in friends)
    return Place(row, counting, sum(friend.member is not None for friend in friends), len(friends))
