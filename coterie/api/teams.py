"""Buying together: for whom it costs less, and the teams that there are."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Status

from coterie.api.found import community_at
from coterie.api.paging import Page, Slice, page_of
from coterie.api.selling import VariantOut, offer_at, variant_shown
from coterie.api.shopping import open_offer
from coterie.api.team_shapes import TeamOut, TeamRow, TermsIn
from coterie.api.token import actor_of
from coterie.communities.enums import Permission
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.market.domain.team import drop_team_terms, set_team_terms
from coterie.market.enums import TeamState
from coterie.market.models import Team, Variant
from coterie.market.queries.teams import TeamSeen, seen, team_called, teams_run_by

router = Router(tags=["market"])
TERMS = "/communities/{slug}/offers/{key}/variants/{variant}/team-terms"


class Which(Slice):
    """Which teams: in a state, with an offer."""

    state: TeamState | None = None
    offer: str = Field("", max_length=12)


def variant_at(request: HttpRequest, slug: str, key: str, variant: str) -> Variant:
    """Find a way to buy an offer. Raises NotFound or Forbidden."""
    row = offer_at(request, slug, key).variants.filter(key=variant).first()
    if row is None:
        raise NotFound(_("There is no such offer."))
    return row


@router.put(TERMS, response=VariantOut)
def sell_together(request: HttpRequest, slug: str, key: str, variant: str, body: TermsIn) -> dict[str, Any]:
    """Let a variant cost less for so many who buy it together; teams that are there keep their terms."""
    row = variant_at(request, slug, key, variant)
    set_team_terms(variant=row.pk, **body.dict(), actor=actor_of(request), now=now())
    return variant_shown(variant_at(request, slug, key, variant))


@router.delete(TERMS, response={204: None})
def sell_alone(request: HttpRequest, slug: str, key: str, variant: str) -> Status[None]:
    """Let no more teams begin; those that are there go on."""
    drop_team_terms(variant=variant_at(request, slug, key, variant).pk, actor=actor_of(request), now=now())
    return Status(204, None)


@router.get("/communities/{slug}/teams", response=Page[TeamRow])
def teams(request: HttpRequest, slug: str, part: Query[Which]) -> dict[str, object]:
    """List the teams for which somebody has paid, newest first."""
    community = community_at(request, slug, Permission.SEE_REVIEW)
    rows = teams_run_by(actor_of(request), community.pk, part.state or "", part.offer)
    return page_of(rows, part, row_of, by_time="began_at")


def row_of(row: Team) -> dict[str, Any]:
    """Return a team as staff sees one."""
    return {**team_shown(seen(row, now())), "offer": row.variant.offer.key}


def team_shown(team: TeamSeen) -> dict[str, Any]:
    """Return a team as the API shows one."""
    return {name: getattr(team, name) for name in TeamOut.model_fields}


@router.get("/open-communities/{community}/offers/{offer}/teams/{team}", response=TeamOut)
def team(request: HttpRequest, community: str, offer: str, team: str) -> dict[str, Any]:
    """Show how many are missing in a team, and until when."""
    found = team_called(open_offer(request, community, offer), team, now())
    if found is None:
        raise NotFound(_("There is no such team."))
    return team_shown(found)
