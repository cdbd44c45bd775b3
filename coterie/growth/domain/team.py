"""Teams: founded by a member, and what follows when the fold says that one is complete, or that its time is over."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.growth.domain.celebration import celebrate_team
from coterie.growth.domain.grant import Earned, even_out
from coterie.growth.domain.participation import take_part
from coterie.growth.domain.team_word import owe_words
from coterie.growth.enums import CampaignKind, Standing, TeamStanding
from coterie.growth.errors import InTeam, NotRunning
from coterie.growth.events import TeamCompleted, TeamFounded, TeamMissed
from coterie.growth.models import Campaign, Participant, RewardGrant, Team
from coterie.growth.queries.campaigns import is_open
from coterie.growth.queries.team import TeamSeen, held, teams_of, teams_with
from coterie.growth.rules.referral import Friend
from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.errors import Conflict
from coterie.kit.text import clean
from coterie.platform.events.log import publish

TELLS = {TeamStanding.COMPLETE: TeamCompleted, TeamStanding.MISSED: TeamMissed}


@transaction.atomic
def found_team(
    *, campaign: int, name: str = "", visitor: int | None = None, actor: Actor, now: datetime
) -> Team:  # fmt: skip
    """Found a team, and take part by that; its time runs from now on.

    Raises InTeam while one is in a team that is open, NotRunning, Conflict where there are no teams, NotFound for who
    is no member.
    """
    row = locked(Campaign.objects.filter(pk=campaign))
    mine = take_part(campaign=campaign, visitor=visitor, actor=actor, now=now)
    mine.campaign = row
    if row.kind != CampaignKind.TEAM:
        raise Conflict(_("There are no teams in this campaign."))
    if not is_open(row, now):
        raise NotRunning(_("Nobody can take part in this campaign now."))
    if any(team.invites for team in teams_with(mine.member_id, row, now)):
        raise InTeam(_("You are in a team that is still open. When it is complete or its time is over, begin another."))
    made = Team.objects.create(founder=mine, name=clean(name)[:40], founded_at=now)
    [*_before, found] = teams_of(mine, (), now)
    mine.due_at = min(found.ends_at, mine.due_at or found.ends_at)
    mine.save(update_fields=["due_at"])
    publish(TeamFounded(at=now, actor=actor.account, **told_of(found)))
    return made


def share_out_teams(row: Participant, friends: Sequence[Friend], actor: Actor, now: datetime) -> list[datetime]:
    """Tell where the teams of one who takes part stand, and give each of a complete one its reward, or take it back.

    The caller holds the campaign's lock. Returns when the time of those is over that are open.
    """
    teams = teams_of(row, friends, now) if row.campaign.kind == CampaignKind.TEAM else []
    for team in teams:
        tell_team(team, row.campaign, now)
        given = {one.member_id: one for one in team.row.grants.select_related("milestone", "member")}
        wanted = dict(earned_by(team, row, friends))
        kept = kept_in(given, wanted, friends)
        even_out(row.campaign, given, wanted, kept=kept, actor=actor, now=now)
    return [team.ends_at for team in teams if team.is_open]


def tell_team(team: TeamSeen, campaign: Campaign, now: datetime) -> None:
    """Tell, once, that a team is complete, or that it did not come together; it is told, and not counted by."""
    row, state = team.row, team.state
    if row.told != state:
        row.told, row.told_at = state, now
        row.save()
        if state in TELLS:
            publish(TELLS[state](at=now, **told_of(team)))
        if state == TeamStanding.COMPLETE:
            celebrate_team(row, campaign, team.people, now)
    owe_words(team, now)


def earned_by(team: TeamSeen, row: Participant, friends: Sequence[Friend]) -> Iterator[tuple[int, Earned]]:
    """Yield who of a complete team has earned its reward: its founder, and those in it who still count."""
    if team.state != TeamStanding.COMPLETE:
        return
    counting = {one.member for one in friends if one.standing == Standing.COUNTS}
    for member in team.members:
        if member == row.member_id or member in counting:
            yield member, Earned(row, team.step, member, team=team.row)


def kept_in(
    given: Mapping[int, RewardGrant], wanted: Mapping[int, Earned], friends: Sequence[Friend]
) -> Collection[int]:
    """Return who of a team keeps what was given: who earned it; while a friend is held, all but those who went."""
    if not any(held(one) for one in friends):
        return wanted
    lost = {one.member for one in friends if one.standing != Standing.COUNTS and not held(one)}
    return given.keys() - lost


def told_of(team: TeamSeen) -> dict[str, Any]:
    """Return what every event of a team says."""
    founder = team.row.founder
    facts = {"community": founder.campaign.community_id, "campaign": founder.campaign_id, "subject": team.row.pk}
    return {**facts, "member": founder.member_id, "data": {"people": team.people}}
