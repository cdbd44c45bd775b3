"""What is new of campaigns for one member, for the first page and for letters."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from coterie.growth.enums import TOLD, GrantState, RecordKind, TeamStanding
from coterie.growth.models import Campaign, ReferralRecord, RewardGrant, Team, TeamWord
from coterie.growth.queries.team import TeamSeen, teams_with
from coterie.growth.queries.words import reward_said


@dataclass(frozen=True, slots=True)
class Brought:
    """What a campaign brought: friends who began to count, rewards, each in words; how a team ended, if one did."""

    key: str
    name: str
    friends: Sequence[str]
    rewards: Sequence[str]
    team: str = ""


def news_of(member: int, since: datetime, until: datetime, *, letters: bool = True) -> list[Brought]:
    """Return what campaigns brought somebody between two moments, for friends and as one, and they still have.

    Of teams that missed their time also those of which they had a letter, or not.
    """
    missed = dict.fromkeys(teams_missed(member, since, until, letters=letters), TeamStanding.MISSED)
    teams = missed | dict.fromkeys(teams_completed(member, since, until), TeamStanding.COMPLETE)
    found: dict[tuple[str, str], tuple[list[str], list[str]]] = {one: ([], []) for one in sorted(teams)}
    for key, name, friend in now_counting(member, since, until):
        found.setdefault((key, name), ([], []))[0].append(friend)
    given = RewardGrant.objects.filter(member=member, state=GrantState.DELIVERED).exclude(reached__gt=0, seed="")
    given = given.filter(changed_at__gt=since, changed_at__lte=until).select_related(
        "campaign", "milestone__badge", "milestone__offer"
    )
    for grant in given.order_by("changed_at", "pk"):
        found.setdefault((grant.campaign.key, grant.campaign.name), ([], []))[1].append(reward_said(grant.milestone))
    return [Brought(*named, friends, rewards, teams.get(named, "")) for named, (friends, rewards) in found.items()]


def teams_completed(member: int, since: datetime, until: datetime) -> set[tuple[str, str]]:
    """Return key and name of the campaigns in which a team of somebody's became complete, and is."""
    told = Team.objects.filter(told=TeamStanding.COMPLETE, told_at__gt=since, told_at__lte=until)
    joined = ReferralRecord.objects.filter(member=member, kind=RecordKind.JOINED).values("campaign")
    rows = told.filter(Q(founder__member=member) | Q(founder__campaign__in=joined))
    campaigns = Campaign.objects.filter(pk__in=rows.values("founder__campaign"))
    return {
        (one.key, one.name) for one in campaigns
        if any(was_completed(team, since, until) for team in teams_with(member, one, until))
    }  # fmt: skip


def teams_missed(member: int, since: datetime, until: datetime, *, letters: bool) -> list[tuple[str, str]]:
    """Return key and name of the campaigns in which a team of somebody's missed its time, as they were told."""
    given = TeamWord.objects.filter(member=member, given_at__gt=since, given_at__lte=until)
    rows = given.filter(team__told=TeamStanding.MISSED)
    rows = rows if letters else rows.filter(letter=False)
    return list(rows.values_list("team__founder__campaign__key", "team__founder__campaign__name"))


def was_completed(team: TeamSeen, since: datetime, until: datetime) -> bool:
    """Tell whether it was told between two moments that a team is complete, and it is."""
    told, told_at = team.row.told, team.row.told_at
    return told == team.state == TeamStanding.COMPLETE and told_at is not None and since < told_at <= until


def now_counting(member: int, since: datetime, until: datetime) -> Iterator[tuple[str, str, str]]:
    """Yield key and name of the campaign, and the name, of friends who began to count and did not cease to."""
    rows = ReferralRecord.objects.filter(kind__in=TOLD, participant__member=member, at__gt=since, at__lte=until)
    told = rows.order_by("at", "pk").values_list(
        "campaign", "member", "kind", "campaign__key", "campaign__name", "member__name"
    )
    last = {(campaign, friend): (kind, key, name, who) for campaign, friend, kind, key, name, who in told}
    yield from ((key, name, who) for kind, key, name, who in last.values() if kind != RecordKind.REVOKED)
