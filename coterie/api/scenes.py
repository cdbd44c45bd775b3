"""What is sold in which scene."""

from django.http import HttpRequest
from ninja import Router, Schema

from coterie.api.found import community_at
from coterie.api.token import actor_of
from coterie.communities.enums import Permission
from coterie.kit.clock import now
from coterie.market.queries.offer_sales import offer_sales, offers_looked_at
from coterie.market.queries.scenes import SceneLine, scenes_sold
from coterie.review.queries.offer_looks import conversions_in
from coterie.review.rules.conversion import Sale

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


class ConversionOut(Schema):
    """What became of who looked, within 14 days; `conversion` is of `judged`, whose time is over; in minor units."""

    looked: int
    ordered: int
    paid: int
    pending: int
    judged: int
    paid_of_judged: int
    conversion: float | None
    low: float | None
    high: float | None
    profit: int
    profit_per_visitor: int | None
    paid_unseen: int


class SceneLooksOut(ConversionOut):
    """The same for a scene ("": none)."""

    scene: str


class OfferLooksOut(ConversionOut):
    """The same for an offer, by its key."""

    offer: str


class LooksOut(Schema):
    """By scene and by offer."""

    scenes: list[SceneLooksOut]
    offers: list[OfferLooksOut]


@router.get("/communities/{slug}/offer-looks", response=LooksOut)
def looks(request: HttpRequest, slug: str) -> dict[str, list[dict[str, object]]]:
    """Say by scene and by offer how many people looked, ordered and paid, and what a visitor brings."""
    community = community_at(request, slug, Permission.SEE_REVIEW)
    actor = actor_of(request)
    rows = offers_looked_at(actor, community.pk)
    sales = [Sale(*sale) for sale in offer_sales(actor, community.pk)]
    names = {pk: row.scene for pk, row in rows.items()}
    offers, scenes = conversions_in(community.pk, scenes=names, sales=sales, zone=community.timezone, now=now())
    return {
        "scenes": [{"scene": scene, **found.figures} for scene, found in scenes.items()],
        "offers": [{"offer": rows[pk].key, **found.figures} for pk, found in offers.items()],
    }
