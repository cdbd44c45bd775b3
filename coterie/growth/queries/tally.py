"""The numbers of a campaign, from the one fold; and of who takes part, as they were last settled."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import overload

from django.db.models import Count, Exists, OuterRef, Q

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.growth.enums import RecordKind, Standing
from coterie.growth.models import Campaign, Participant, ReferralRecord
from coterie.growth.queries.campaigns import leading, spent
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
    """One who takes part, with how many friends count and how many joined, as last settled, and how many looked."""

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


class Places(Sequence[Place]):
    """Who takes part, whoever has most friends who count first; no more of it is read than is looked at."""

    def __init__(self, campaign: Campaign) -> None:
        self.rows = leading(campaign)

    def __len__(self) -> int:
        return self.rows.count()

    @overload
    def __getitem__(self, part: int) -> Place: ...

    @overload
    def __getitem__(self, part: slice) -> list[Place]: ...

    def __getitem__(self, part: int | slice) -> Place | list[Place]:
        if isinstance(part, int):
            return self[part : part + 1][0]
        rows = list(self.rows[part])
        looked = looks_by(row.pk for row in rows)
        return [Place(row, row.counting, row.joined, looked.get(row.pk, 0)) for row in rows]


def places_in(actor: Actor, campaign: Campaign) -> Places:
    """Return who takes part, for the staff. Raises Forbidden for who may not see members."""
    require(actor, Permission.SEE_MEMBERS, campaign.community_id)
    return Places(campaign)


def looks_by(participants: Iterable[int]) -> dict[int, int]:
    """Return how many browsers came first by the link of each of some who take part."""
    looks = ReferralRecord.objects.filter(kind=RecordKind.SCANNED)
    here = looks.filter(campaign=OuterRef("campaign"), visitor=OuterRef("visitor"))
    sooner = here.filter(Q(at__lt=OuterRef("at")) | Q(at=OuterRef("at"), pk__lt=OuterRef("pk")))
    first = looks.filter(~Exists(sooner), participant__in=list(participants)).order_by().values_list("participant")
    return dict(first.annotate(number=Count("pk")))


def of_each(friends: Sequence[Friend]) -> dict[int, list[Friend]]:
    """Return the friends of each who takes part."""
    found: dict[int, list[Friend]] = {}
    for friend in friends:
        found.setdefault(friend.participant, []).append(friend)
    return found
