"""Teams of campaigns: of one campaign for its staff, and begun by members."""

from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Status

from coterie.api.campaign_team_shapes import CampaignTeamRun, TeamIn, WhichTeams, crew_shown
from coterie.api.campaigns import MEMBERS, ONE, campaign_in
from coterie.api.found import community_at
from coterie.api.inside import WRITE, own_member
from coterie.api.own_campaigns import ALL as OWN
from coterie.api.own_campaigns import OwnCampaignWhole, whole
from coterie.api.own_campaigns import campaign_in as own_campaign_in
from coterie.api.paging import Page, cut_of
from coterie.api.token import actor_of, need_scope
from coterie.growth.domain.team import found_team
from coterie.growth.queries.team import crews_of, teams_run_by
from coterie.kit.clock import now

router = Router(tags=["campaigns"])


@router.get(f"{ONE}/teams", response=Page[CampaignTeamRun])
def teams(request: HttpRequest, slug: str, key: str, part: Query[WhichTeams]) -> dict[str, object]:
    """List the teams of a campaign, those founded last first."""
    community = community_at(request, slug, MEMBERS)
    row = campaign_in(request, community, key)
    found = teams_run_by(actor_of(request), row, now(), part.state or "")
    return cut_of(crews_of(community.pk, found), part, crew_shown)


@router.post(f"{OWN}/{{key}}/teams", response={201: OwnCampaignWhole})
def begin_team(request: HttpRequest, slug: str, key: str, body: TeamIn) -> Status[dict[str, Any]]:
    """Begin a team, and take part by that; its time runs from now on."""
    actor = need_scope(request, WRITE)
    row = own_campaign_in(actor, own_member(actor, slug).community_id, key)
    found_team(campaign=row.pk, name=body.name, actor=actor, now=now())
    return Status(201, whole(row, actor, slug))
