"""Coupons of partners: what they take off, and one's own code."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema, Status

from coterie.api.found import community_at
from coterie.api.inside import READ, WRITE
from coterie.api.own_partner import mine_at
from coterie.api.token import actor_of, need_scope
from coterie.communities.enums import Permission
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.partners.domain.coupon import choose_coupon, set_partner_coupons
from coterie.partners.models import Programme
from coterie.partners.queries.kit import CouponDesk, coupon_desk
from coterie.partners.queries.partners import programme_of

router = Router(tags=["partners"])
ALL, OWN = "/communities/{slug}/partner-programme/coupons", "/me/memberships/{slug}/partner-coupon"


class CouponsShape(Schema, extra="forbid"):
    """What partners' coupons take off (null: they do not count), and how often one buyer has it (null: any number)."""

    percent: int | None = Field(ge=1, le=100)
    each: int | None = Field(None, ge=1, le=1000)


class CodeIn(Schema, extra="forbid"):
    """The code that you choose, in letters and digits; it stays."""

    code: str = Field(min_length=3, max_length=24)


class OwnCouponOut(Schema):
    """Your coupon: what it takes off, how often it did, how much in minor units; `code` null until you choose one.

    `percent` is null where staff let it take an amount off instead.
    """

    code: str | None
    percent: int | None
    each: int | None
    used: int
    taken_off: int


def shown(row: Programme | None) -> dict[str, int | None]:
    """Return what partners' coupons take off as the API shows it."""
    return {"percent": row.coupon_percent if row else None, "each": row.coupon_each if row else None}


def own_shown(desk: CouponDesk | None) -> dict[str, Any]:
    """Return a partner's coupon as the API shows one. Raises NotFound."""
    if desk is None:
        raise NotFound(_("Partners have no coupons here now."))
    return {name: getattr(desk, name) for name in ("percent", "each", "used", "taken_off")} | {
        "code": desk.code or None
    }


@router.get(ALL, response=CouponsShape)
def coupons(request: HttpRequest, slug: str) -> dict[str, int | None]:
    """Show what partners' coupons take off."""
    return shown(programme_of(community_at(request, slug, Permission.SEE_MEMBERS).pk))


@router.put(ALL, response=CouponsShape)
def set_coupons(request: HttpRequest, slug: str, body: CouponsShape) -> dict[str, int | None]:
    """Say what partners' coupons take off; those that are out follow at once."""
    community = community_at(request, slug, Permission.EDIT_PARTNERS)
    return shown(set_partner_coupons(community=community.pk, **body.dict(), actor=actor_of(request), now=now()))


@router.get(OWN, response=OwnCouponOut)
def own(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Show your own coupon."""
    return own_shown(coupon_desk(mine_at(need_scope(request, READ), slug)))


@router.post(OWN, response={201: OwnCouponOut})
def choose(request: HttpRequest, slug: str, body: CodeIn) -> Status[dict[str, Any]]:
    """Choose the code of your coupon, once."""
    actor = need_scope(request, WRITE)
    mine = mine_at(actor, slug)
    choose_coupon(community=mine.programme.community_id, code=body.code, actor=actor, now=now())
    return Status(201, own_shown(coupon_desk(mine)))
