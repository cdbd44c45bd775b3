"""The shop in which points are spent."""

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status

from coterie.api.found import community_at
from coterie.api.inside import READ, WRITE, community_inside, own_member
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import actor_of, need_scope
from coterie.communities.enums import Permission
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.rewards.domain.prize import add_prize, edit_prize
from coterie.rewards.domain.purchase import buy_prize, deliver_purchase, return_purchase
from coterie.rewards.enums import Delivery
from coterie.rewards.models import Prize, Purchase
from coterie.rewards.queries.shop import prizes_run_by, prizes_visible_to, purchases_of, purchases_run_by

router = Router(tags=["shop"])
ALL, BOUGHT = "/communities/{slug}/prizes", "/communities/{slug}/purchases"
MINE = "/me/memberships/{slug}/prizes"


class PrizeFacts(Schema):
    """Something that can be had for points; null: no limit."""

    name: str = Field(min_length=1, max_length=60)
    text: str = Field("", max_length=600)
    price: int = Field(ge=1, le=10_000_000)
    most_each: int | None = Field(None, ge=1, le=1000)
    level: int = Field(0, ge=0, le=20)
    on: bool = True


class PrizeIn(PrizeFacts):
    """A new prize, and how many there are."""

    left: int | None = Field(None, ge=0, le=1_000_000)


class PrizeChange(PrizeFacts):
    """What of a prize changes; `more` come to those that are left, or are taken out: others buy meanwhile."""

    more: int = Field(0, ge=-1_000_000, le=1_000_000)


class PrizeOut(PrizeIn):
    """A prize; `on`: it is in the shop."""

    key: str


class PurchaseOut(Schema):
    """A prize that a member bought."""

    key: str
    prize: str
    member: str
    points: int
    at: datetime
    state: Delivery
    note: str


class Which(Slice):
    """Which purchases."""

    state: Delivery | None = None


class Ending(Schema):
    """How a purchase ends, with a word to the member."""

    state: Literal["delivered", "returned"]
    note: str = Field("", max_length=300)


def prize_shown(row: Prize) -> dict[str, Any]:
    """Return a prize as the API shows one."""
    return {**{name: getattr(row, name) for name in PrizeOut.model_fields if name != "on"}, "on": row.closed_at is None}


def purchase_shown(row: Purchase) -> dict[str, Any]:
    """Return a purchase as the API shows one."""
    facts = {name: getattr(row, name) for name in ("key", "points", "at", "state", "note")}
    return {**facts, "prize": row.prize.name, "member": row.member.key}


@router.get(ALL, response=Page[PrizeOut])
def prizes(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List all that is or was in the shop, newest first."""
    community = community_at(request, slug, Permission.SEE_CONSOLE)
    return page_of(prizes_run_by(actor_of(request), community.pk), part, prize_shown)


@router.post(ALL, response={201: PrizeOut})
def new_prize(request: HttpRequest, slug: str, body: PrizeIn) -> Status[dict[str, Any]]:
    """Put something into the shop."""
    community = community_at(request, slug, Permission.EDIT_REWARDS)
    row = add_prize(community=community.pk, **body.dict(), actor=actor_of(request), now=now())
    return Status(201, prize_shown(row))


@router.put(f"{ALL}/{{key}}", response=PrizeOut)
def change(request: HttpRequest, slug: str, key: str, body: PrizeChange) -> dict[str, Any]:
    """Change what is in the shop."""
    community = community_at(request, slug, Permission.EDIT_REWARDS)
    row = prizes_run_by(actor_of(request), community.pk).filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such prize."))
    return prize_shown(edit_prize(prize=row.pk, **body.dict(), actor=actor_of(request), now=now()))


@router.get(BOUGHT, response=Page[PurchaseOut])
def purchases(request: HttpRequest, slug: str, part: Query[Which]) -> dict[str, object]:
    """List what was bought, newest first."""
    community = community_at(request, slug, Permission.SEE_MEMBERS)
    return page_of(purchases_run_by(actor_of(request), community.pk, part.state or ""), part, purchase_shown)


@router.put(f"{BOUGHT}/{{key}}/state", response=PurchaseOut)
def end(request: HttpRequest, slug: str, key: str, body: Ending) -> dict[str, Any]:
    """Hand over what was bought, or take it back and give the points back."""
    community = community_at(request, slug, Permission.EDIT_REWARDS)
    row = purchases_run_by(actor_of(request), community.pk).filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such purchase."))
    verb = return_purchase if body.state == "returned" else deliver_purchase
    verb(purchase=row.pk, note=body.note, actor=actor_of(request), now=now())
    return purchase_shown(purchases_run_by(actor_of(request), community.pk).get(key=key))


@router.get(MINE, response=Page[PrizeOut])
def own_prizes(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List what you can have for points, newest first."""
    actor = need_scope(request, READ)
    return page_of(prizes_visible_to(actor, community_inside(actor, slug).pk), part, prize_shown)


@router.post(f"{MINE}/{{key}}/purchases", response={201: PurchaseOut})
def buy(request: HttpRequest, slug: str, key: str) -> Status[dict[str, Any]]:
    """Buy one."""
    actor = need_scope(request, WRITE)
    member = own_member(actor, slug)
    row = prizes_visible_to(actor, member.community_id).filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such prize."))
    return Status(201, purchase_shown(buy_prize(prize=row.pk, actor=actor, now=now())))


@router.get("/me/memberships/{slug}/purchases", response=Page[PurchaseOut])
def own_purchases(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List what you bought, newest first."""
    actor = need_scope(request, READ)
    return page_of(purchases_of(actor, community_inside(actor, slug).pk), part, purchase_shown)
