"""Teams of a campaign: who is in them and where they stand, all from the one fold."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Min, Q, QuerySet

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.growth.enums import Reason, Side, Standing, TeamStanding
from coterie.growth.models import Campaign, CampaignTerms, Milestone, Participant, RewardGrant, Team
from coterie.growth.queries.ledger import friends_in, friends_of, inviters_of_friends
from coterie.growth.queries.tally import of_each
from coterie.growth.rules.referral import Friend
from coterie.growth.rules.team import Gathered, Span, gathered, spans_of
from coterie.kit.actor import Actor
from coterie.members.enums import MemberState
from coterie.members.queries.members import active_members, names_of

MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class TeamSeen:
    """A team at a moment; `coming`: who joined, does not count yet, and may in its time."""

    row: Team
    step: Milestone
    span: Span
    gathered: Gathered
    coming: Sequence[int]
    at: datetime

    @property
    def key(self) -> str:
        """By what it is called."""
        return self.row.key

    @property
    def name(self) -> str:
        """What its founder called it."""
        return self.row.name

    @property
    def state(self) -> TeamStanding:
        """Where it stands."""
        return self.gathered.standing

    @property
    def people(self) -> int:
        """How many it needs."""
        return self.step.at

    @property
    def inside(self) -> int:
        """How many are in it, its founder too."""
        return len(self.gathered.friends) + 1

    @property
    def missing(self) -> int:
        """How many more it needs."""
        return self.people - self.inside

    @property
    def is_open(self) -> bool:
        """Whether somebody can still come into it."""
        return self.state == TeamStanding.OPEN

    @property
    def has_founder(self) -> bool:
        """Whether who founded it is a member today: else its link invites nobody."""
        return self.row.founder.member.state == MemberState.ACTIVE

    @property
    def invites(self) -> bool:
        """Whether it is open and its link leads into it."""
        return self.is_open and self.has_founder

    @property
    def ends_at(self) -> datetime:
        """When its time is over."""
        return self.span.end

    @property
    def minutes_left(self) -> int:
        """How many whole minutes are left."""
        return max((self.span.end - self.at) // MINUTE, 0) if self.is_open else 0

    @property
    def hours_left(self) -> int:
        """How many whole hours are left."""
        return self.minutes_left // 60

    @property
    def members(self) -> tuple[int, ...]:
        """Who is in it, its founder first."""
        return (self.row.founder.member_id, *self.gathered.friends)


@dataclass(frozen=True, slots=True)
class Crew:
    """A team with the names of who is in it, its founder first, of who is coming, and what a reader got by it.

    A member reads no name of who left: it is empty.
    """

    team: TeamSeen
    names: Sequence[str]
    coming: Sequence[str]
    mine: bool = False
    grant: RewardGrant | None = None


def crews_of(community: int, teams: Sequence[TeamSeen], reader: int | None = None) -> list[Crew]:
    """Return teams with names, as a member of a community reads them; without a reader as the staff does."""
    members = {member for team in teams for member in (*team.members, *team.coming)}
    names = names_of(community, members)
    if reader is not None:
        names = dict(active_members(community).filter(pk__in=members).values_list("pk", "name"))
    rows = RewardGrant.objects.filter(team__in=[team.row.pk for team in teams], member=reader)
    grants = {row.team_id: row for row in rows.select_related("milestone__badge", "milestone__offer")}
    return [
        Crew(
            team, [names.get(member, "") for member in team.members], [names.get(member, "") for member in team.coming],
            reader == team.members[0], grants.get(team.row.pk),
        )
        for team in teams
    ]  # fmt: skip


def teams_of(participant: Participant, friends: Sequence[Friend], at: datetime) -> list[TeamSeen]:
    """Return the teams that one who takes part founded, the first first, by their friends, folded to a moment."""
    rows = list(participant.teams.order_by("founded_at"))
    if not rows:
        return []
    for row in rows:
        row.founder = participant
    members = {one.member for one in friends if one.member}
    return seen(rows, step_of_team(participant.terms), friends, foundings_of(participant.campaign, members), at)


def teams_with(member: int, campaign: Campaign, at: datetime) -> list[TeamSeen]:
    """Return the teams that a member founded, is in, or may still come into, the latest first."""
    by = inviters_of_friends({(campaign.pk, member)})
    founders = campaign.participants.filter(Q(member=member) | Q(pk__in=by), teams__isnull=False).distinct()
    found: list[TeamSeen] = []
    for one in founders.select_related("member", "terms"):
        one.campaign = campaign
        teams = teams_of(one, friends_of(one, at), at)
        found += [team for team in teams if member in team.members or member in team.coming]
    return sorted(found, key=lambda team: team.span, reverse=True)


def teams_run_by(actor: Actor, campaign: Campaign, at: datetime, state: str = "") -> list[TeamSeen]:
    """Return the teams of a campaign for its staff, the latest first, all or of one state.

    Raises Forbidden for who may not see members.
    """
    require(actor, Permission.SEE_MEMBERS, campaign.community_id)
    brought, founded = of_each(friends_in(campaign, at)), foundings_of(campaign)
    rows: dict[int, list[Team]] = {}
    for row in Team.objects.filter(founder__campaign=campaign).select_related("founder__member").order_by("founded_at"):
        row.founder.campaign = campaign
        rows.setdefault(row.founder_id, []).append(row)
    steps = {step.terms_id: step for step in steps_of_teams(campaign)}
    found = [
        team for pk, own in rows.items()
        for team in seen(own, steps.get(own[0].founder.terms_id), brought.get(pk, ()), founded, at)
    ]  # fmt: skip
    shown = [team for team in found if state in ("", team.state)]
    return sorted(shown, key=lambda team: team.span, reverse=True)


def seen(
    rows: Sequence[Team], step: Milestone | None, friends: Sequence[Friend], founded: Mapping[int, datetime],
    at: datetime,
) -> list[TeamSeen]:  # fmt: skip
    """Return the teams of one founder, the first first; none by terms that promise teams nothing."""
    if step is None:
        return []
    spans = spans_of([row.founded_at for row in rows], step.terms.team_hours, rows[0].founder.campaign.ends_at)
    places = [gathered(span, step.at, friends, founded, at) for span in spans]
    return [
        TeamSeen(
            row, step, span, place,
            coming_into(span, friends, founded) if place.standing == TeamStanding.OPEN else (), at,
        )
        for row, span, place in zip(rows, spans, places, strict=True)
    ]  # fmt: skip


def coming_into(span: Span, friends: Sequence[Friend], founded: Collection[int]) -> list[int]:
    """Return who may still begin to count while a team's time runs, and did not found one of their own."""
    waiting = [one for one in friends if one.standing == Standing.WAITING and not one.turns and not held(one)]
    in_time = [one.member for one in waiting if one.member and (one.due is None or one.due <= span.end)]
    return [member for member in in_time if member not in founded]


def held(friend: Friend) -> bool:
    """Tell whether a friend waits for a host."""
    return friend.why == Reason.HELD


def foundings_of(campaign: Campaign, members: Collection[int] | None = None) -> dict[int, datetime]:
    """Return when members first founded a team; of all, or of some."""
    rows = Team.objects.filter(founder__campaign=campaign)
    rows = rows if members is None else rows.filter(founder__member__in=members)
    return dict(rows.order_by().values_list("founder__member").annotate(first=Min("founded_at")))


def steps_of_teams(campaign: Campaign) -> QuerySet[Milestone]:
    """What each of a team gets, by each version of the terms."""
    rows = Milestone.objects.filter(terms__campaign=campaign, side=Side.TEAM)
    return rows.select_related("badge", "offer", "terms")


def step_of_team(terms: CampaignTerms) -> Milestone | None:
    """Return what each of a team gets by some terms."""
    return terms.milestones.filter(side=Side.TEAM).select_related("badge", "offer", "terms").first()
