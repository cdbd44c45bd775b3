"""What is new of campaigns for one member, for the first page and for letters."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from coterie.growth.enums import TOLD, GrantState, RecordKind
from coterie.growth.models import ReferralRecord, RewardGrant
from coterie.growth.queries.words import reward_said


@dataclass(frozen=True, slots=True)
class Brought:
    """What a campaign brought: friends who began to count, and rewards, each in words."""

    key: str
    name: str
    friends: Sequence[str]
    rewards: Sequence[str]


def news_of(member: int, since: datetime, until: datetime) -> list[Brought]:
    """Return what campaigns brought somebody between two moments, for friends and as one, and they still have."""
    found: dict[tuple[str, str], tuple[list[str], list[str]]] = {}
    for key, name, friend in now_counting(member, since, until):
        found.setdefault((key, name), ([], []))[0].append(friend)
    given = RewardGrant.objects.filter(member=member, state=GrantState.DELIVERED).exclude(reached__gt=0, seed="")
    given = given.filter(changed_at__gt=since, changed_at__lte=until).select_related(
        "campaign", "milestone__badge", "milestone__offer"
    )
    for grant in given.order_by("changed_at", "pk"):
        found.setdefault((grant.campaign.key, grant.campaign.name), ([], []))[1].append(reward_said(grant.milestone))
    return [Brought(*named, friends, rewards) for named, (friends, rewards) in found.items()]


def now_counting(member: int, since: datetime, until: datetime) -> Iterator[tuple[str, str, str]]:
    """Yield key and name of the campaign, and the name, of friends who began to count and did not cease to."""
    rows = ReferralRecord.objects.filter(kind__in=TOLD, participant__member=member, at__gt=since, at__lte=until)
    told = rows.order_by("at", "pk").values_list(
        "campaign", "member", "kind", "campaign__key", "campaign__name", "member__name"
    )
    last = {(campaign, friend): (kind, key, name, who) for campaign, friend, kind, key, name, who in told}
    yield from ((key, name, who) for kind, key, name, who in last.values() if kind != RecordKind.REVOKED)
