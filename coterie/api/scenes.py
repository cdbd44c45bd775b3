"""What is sold in which scene."""

from django.http import HttpRequest
from ninja import Router, Schema

from coterie.api.found import community_at
from coterie.api.token import actor_of
from coterie.communities.enums import Permission
from coterie.market.queries.scenes import SceneLine, scenes_sold

router = Router(tags=["ledger"])


class SceneOut(Schema):
    """One scene ("": none), and what its offers sold, in minor units."""

    scene: str
    offers: int
    orders: int
    buyers: int
    revenue: int
    refunded: int
    goods: int
    margin: int


class ScenesOut(Schema):
    """All scenes that offers name."""

    scenes: list[SceneOut]


@router.get("/communities/{slug}/scenes-sold", response=ScenesOut)
def sold(request: HttpRequest, slug: str) -> dict[str, list[SceneLine]]:
    """Compare the scenes for which something is offered, the one with the largest margin first."""
    community = community_at(request, slug, Permission.SEE_REVIEW)
    return {"scenes": scenes_sold(actor_of(request), community.pk)}
