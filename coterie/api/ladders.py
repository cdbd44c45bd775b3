"""Tests of prices: preparing, watching and deciding them; and which offer a member sees."""

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status

from coterie.api.found import community_at
from coterie.api.inside import WRITE, own_member
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import actor_of, need_scope
from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.market.domain.ladder import begin_ladder, decide_ladder, edit_ladder, make_ladder
from coterie.market.domain.showing import show_ladder
from coterie.market.enums import LadderBy, LadderState
from coterie.market.models import Ladder
from coterie.market.queries.ladders import ladders_run_by, running_ladders, tallies_of
from coterie.market.queries.offers import offers_run_by
from coterie.review.rules.ladder import Finding, Size, judged

router = Router(tags=["prices"])
ALL = "/communities/{slug}/ladders"


class Part(Schema):
    """An offer by its key, and how large a part of the visitors sees it."""

    offer: str = Field(max_length=12)
    weight: int = Field(1, ge=1, le=100)


class LadderIn(Schema):
    """A test: sizes of one content, and who sees one price."""

    title: str = Field(min_length=1, max_length=80)
    by: LadderBy = LadderBy.PERSON
    sizes: list[Part] = Field(min_length=2, max_length=5)


class LadderOut(LadderIn):
    """A test, and which offer was kept."""

    key: str
    state: LadderState
    begun_at: datetime | None
    decided_at: datetime | None
    winner: str | None


class SizeFigures(Schema):
    """What one size was shown and sold, in minor units; the gap to the best lies between low and high."""

    offer: str
    price: int
    visitors: int
    buyers: int
    orders: int
    revenue: int
    refunded: int
    goods: int
    fees: int
    profit: int
    low: float | None
    high: float | None


class LadderFigures(LadderOut):
    """A test with its figures; `p_split`: how likely chance makes the parts as unequal as they are."""

    finding: Finding
    best: str | None
    p_split: float
    figures: list[SizeFigures]


class Change(Schema):
    """What is to become of a test: begun, or decided with the offer (key) that is kept."""

    state: Literal["running", "decided"]
    offer: str = Field("", max_length=12)


class Seen(Schema):
    """The offer that a member sees."""

    offer: str
    slug: str


def ladder_at(request: HttpRequest, community: Community, key: str) -> Ladder:
    """Return a test. Raises NotFound."""
    row = ladders_run_by(actor_of(request), community.pk).filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such test."))
    return row


def facts_of(request: HttpRequest, community: Community, body: LadderIn) -> dict[str, Any]:
    """Return the facts of a test as the verbs take them. Raises NotFound for an unknown offer."""
    known = dict(offers_run_by(actor_of(request), community.pk).values_list("key", "pk"))
    if any(size.offer not in known for size in body.sizes):
        raise NotFound(_("There is no such offer."), field="sizes")
    offers = {known[size.offer]: size.weight for size in body.sizes}
    return {"title": body.title, "by": body.by, "offers": offers, "actor": actor_of(request), "now": now()}


def shown(row: Ladder) -> dict[str, Any]:
    """Return a test as the API shows one."""
    facts = {name: getattr(row, name) for name in ("key", "title", "by", "state", "begun_at", "decided_at")}
    sizes = [{"offer": rung.offer.key, "weight": rung.weight} for rung in row.rungs.all()]
    return {**facts, "sizes": sizes, "winner": row.winner.offer.key if row.winner else None}


def figures_of(row: Ladder) -> dict[str, Any]:
    """Return a test with its figures."""
    tallies = tallies_of(row)
    found = judged([Size(**tally.judged) for tally in tallies])
    gaps = {gap.size: {"low": gap.low, "high": gap.high} for gap in found.gaps}
    names = ("price", "buyers", "orders", "revenue", "refunded", "goods", "fees", "profit")
    figures = [
        {
            **{name: getattr(tally, name) for name in names}, "offer": tally.rung.offer.key, "visitors": tally.people,
            **gaps.get(place, {"low": None, "high": None}),
        }
        for place, tally in enumerate(tallies)
    ]  # fmt: skip
    best = tallies[found.best].rung.offer.key if found.best is not None else None
    return {**shown(row), "finding": found.finding, "best": best, "p_split": found.p_split, "figures": figures}


@router.get(ALL, response=Page[LadderOut])
def ladders(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, Any]:
    """List the tests of prices, newest first."""
    community = community_at(request, slug, Permission.SEE_REVIEW)
    return page_of(ladders_run_by(actor_of(request), community.pk), part, shown)


@router.post(ALL, response={201: LadderOut})
def new_ladder(request: HttpRequest, slug: str, body: LadderIn) -> Status[dict[str, Any]]:
    """Prepare a test of prices."""
    community = community_at(request, slug, Permission.EDIT_OFFERS)
    row = make_ladder(community=community.pk, **facts_of(request, community, body))
    return Status(201, shown(row))


@router.get(f"{ALL}/{{key}}", response=LadderFigures)
def ladder(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Show a test with its figures, and what may be said of them."""
    community = community_at(request, slug, Permission.SEE_REVIEW)
    return figures_of(ladder_at(request, community, key))


@router.put(f"{ALL}/{{key}}", response=LadderOut)
def change(request: HttpRequest, slug: str, key: str, body: LadderIn) -> dict[str, Any]:
    """Change a test that has not begun."""
    community = community_at(request, slug, Permission.EDIT_OFFERS)
    row = ladder_at(request, community, key)
    edit_ladder(ladder=row.pk, **facts_of(request, community, body))
    return shown(ladder_at(request, community, key))


@router.put(f"{ALL}/{{key}}/state", response=LadderOut)
def state(request: HttpRequest, slug: str, key: str, body: Change) -> dict[str, Any]:
    """Begin a test, or keep one of its offers for sale and take the others down."""
    community = community_at(request, slug, Permission.EDIT_OFFERS)
    row = ladder_at(request, community, key)
    facts: dict[str, Any] = {"actor": actor_of(request), "now": now()}
    if body.state == "running":
        begin_ladder(ladder=row.pk, **facts)
    else:
        offer = next((rung.offer_id for rung in row.rungs.all() if rung.offer.key == body.offer), 0)
        decide_ladder(ladder=row.pk, offer=offer, **facts)
    return shown(ladder_at(request, community, key))


@router.put("/me/memberships/{slug}/ladders/{key}/showing", response=Seen)
def showing(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """See which offer of a running test is yours; it stays the same."""
    actor = need_scope(request, WRITE)
    member = own_member(actor, slug)
    row = running_ladders(member.community_id).filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such test."))
    offer = show_ladder(ladder=row.pk, visitor=None, member=member.pk, actor=actor, now=now()).offer
    return {"offer": offer.key, "slug": offer.slug}
