"""The declared portrait in numbers, and the members as they are."""

from datetime import timedelta
from typing import Any

from django.http import HttpRequest
from ninja import Field, Router, Schema

from coterie.api.found import community_at
from coterie.api.token import actor_of
from coterie.communities.domain.target import set_target
from coterie.communities.enums import Permission
from coterie.joining.queries.channels import channels_visible_to
from coterie.kit.clock import now
from coterie.members.queries.members import keys_of, tags_of
from coterie.review.queries.log import open_log
from coterie.review.queries.portrait import Facet, portrait_of
from coterie.review.rules.period import Scope

router = Router(tags=["portrait"])
LOOKED_BACK = timedelta(days=28)


class Target(Schema):
    """Who is wanted: shares by name, in any unit; what is left out is not judged."""

    needs: dict[str, int] = {}
    tags: dict[str, int] = {}
    channels: dict[str, int] = {}
    weekly: int | None = Field(None, ge=1, le=1000, description="messages a week of a member")


class FitOut(Schema):
    """1 - total variation distance, with the middle 90 % of its posterior."""

    fit: float
    low: float
    high: float


class PurityOut(Schema):
    """Share of the largest kind, and 1 - H / ln k."""

    largest: float
    evenness_left: float


class MixingOut(Schema):
    """Newman's assortativity, its mean in graphs of the same degrees, and the distance in standard deviations."""

    assortativity: float
    by_chance: float
    z: float


class FacetOut(Schema):
    """One side of the portrait; null where too few people say too little."""

    counts: dict[str, float]
    target: dict[str, float]
    fit: FitOut | None
    purity: PurityOut | None
    mixing: MixingOut | None
    unknown: int


class PortraitOut(Schema):
    """The members who are here now."""

    members: int
    facets: dict[str, FacetOut]
    weekly: float | None
    speaking: int
    misfits: list[str] = Field(description="keys of members of whom nothing known was declared; at most 50")


@router.put("/communities/{slug}/portrait/target", response=Target)
def change(request: HttpRequest, slug: str, body: Target) -> dict[str, Any]:
    """Declare who is wanted."""
    community = community_at(request, slug, Permission.EDIT_CANVAS)
    facts: dict[str, Any] = body.dict()
    return dict(set_target(community=community.pk, **facts, actor=actor_of(request), now=now()).target)


@router.get("/communities/{slug}/portrait", response=PortraitOut)
def portrait(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Show the members of the last 28 days beside those that were declared."""
    community, at = community_at(request, slug, Permission.SEE_REVIEW), now()
    called = dict(channels_visible_to(actor_of(request), community.pk).values_list("pk", "name"))
    tags = dict(tags_of(community.pk).values_list("pk", "name"))
    scope = Scope(community=community.pk, now=at, since=at - LOOKED_BACK, zone=community.timezone)
    with open_log(scope) as log:
        found = portrait_of(log, community.canvas.target, called, tags)
    shown = [one.member for one in found.misfits[:50]]
    keys = keys_of(community.pk, shown)
    facets = {name: facet_shown(facet) for name, facet in found.facets.items()}
    facts = {name: getattr(found, name) for name in ("members", "weekly", "speaking")}
    return {**facts, "facets": facets, "misfits": [keys[member] for member in shown if member in keys]}


def facet_shown(facet: Facet) -> dict[str, Any]:
    """Return a side as the API shows it."""
    return {name: getattr(facet, name) for name in FacetOut.model_fields}
