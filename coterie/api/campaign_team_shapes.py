"""How the teams of campaigns look to programs."""

from datetime import datetime
from typing import Any

from django.conf import settings
from ninja import Field, Schema

from coterie.api.paging import Slice
from coterie.growth.enums import TeamStanding
from coterie.growth.queries.team import Crew, TeamSeen
from coterie.growth.queries.words import first_name


class CampaignTeam(Schema):
    """A team: how many people it needs, how many are in it and missing, its founder counted; and its time."""

    key: str
    name: str
    state: TeamStanding
    people: int
    inside: int
    missing: int
    founded_at: datetime
    ends_at: datetime
    complete_at: datetime | None


class CampaignTeamRun(CampaignTeam):
    """A team as its campaign's staff sees it: `participant` founded it; who is in it by name, the founder first."""

    participant: str
    names: list[str]


class OwnCampaignTeam(CampaignTeam):
    """A team in which you are; who is in it, and who joined and may count in its time, by first names.

    Who left is not named; `link` is empty once who founded it left.
    """

    mine: bool
    link: str
    names: list[str]
    coming: list[str]


class WhichTeams(Slice):
    """Which teams."""

    state: TeamStanding | None = None


class TeamIn(Schema, extra="forbid"):
    """A team that you begin."""

    name: str = Field("", max_length=40)


def facts_of(team: TeamSeen) -> dict[str, Any]:
    """Return what everybody is told of a team."""
    own = {name: getattr(team, name) for name in ("key", "name", "state", "people", "inside", "missing", "ends_at")}
    return {**own, "founded_at": team.row.founded_at, "complete_at": team.gathered.complete_at}


def crew_shown(crew: Crew) -> dict[str, Any]:
    """Return a team as its campaign's staff sees it."""
    return {**facts_of(crew.team), "participant": crew.team.row.founder.key, "names": crew.names}


def own_crew_shown(crew: Crew, slug: str) -> dict[str, Any]:
    """Return a team as one of it sees it."""
    called = {name: [first_name(one) for one in getattr(crew, name) if one] for name in ("names", "coming")}
    link = f"{settings.BASE_URL}/c/{slug}/with/{crew.team.row.founder.key}"
    return {**facts_of(crew.team), **called, "mine": crew.mine, "link": link if crew.team.has_founder else ""}
