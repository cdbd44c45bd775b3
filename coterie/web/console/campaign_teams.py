"""The teams of a campaign, and where each stands."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.growth.enums import TeamStanding
from coterie.growth.queries.team import crews_of, teams_run_by
from coterie.kit.clock import now
from coterie.web.console.campaigns import campaign_at
from coterie.web.place import console_page
from coterie.web.request import actor_of, page_of


@console_page("spread", Permission.SEE_MEMBERS)
def campaign_teams(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """List the teams of a campaign, all or of one state."""
    row, state = campaign_at(request, community, key), request.GET.get("state", "")
    rows = page_of(request, teams_run_by(actor_of(request), row, now(), state))
    words = {
        "row": row, "rows": rows, "crews": crews_of(community.pk, list(rows)), "state": state,
        "states": TeamStanding.choices,
    }  # fmt: skip
    return render(request, "console/campaign_teams.html", words)
