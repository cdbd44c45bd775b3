"""Coupons and the till, for who sells."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, File, Query, Router, Schema, Status, UploadedFile
from pydantic import AwareDatetime

from coterie.api.found import community_at
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import actor_of
from coterie.api.upload import refuse_large
from coterie.communities.enums import Permission
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.market.domain.coupon import edit_coupon, make_coupon
from coterie.market.domain.till import set_till, set_till_picture
from coterie.market.models import Coupon, CouponUse, Till
from coterie.market.queries.coupons import coupon_uses_run_by, coupons_run_by, till_of
from coterie.platform.files.picture import LARGEST

router = Router(tags=["market"])
ALL, TILL = "/communities/{slug}/coupons", "/communities/{slug}/till"
EDIT = Permission.EDIT_OFFERS


class CouponFacts(Schema):
    """What a coupon takes off: a share or an amount in minor units; null: no limit; no offers: all of them."""

    percent: int | None = Field(None, ge=1, le=100)
    off: int | None = Field(None, ge=1, le=10**11)
    least: int = Field(0, ge=0, le=10**11)
    most_uses: int | None = Field(None, ge=1, le=1_000_000)
    most_each: int | None = Field(None, ge=1, le=1000)
    since: AwareDatetime | None = None
    until: AwareDatetime | None = None
    offers: list[str] = Field(default_factory=list, max_length=200)
    on: bool = True


class CouponIn(CouponFacts):
    """A new coupon."""

    code: str = Field(min_length=1, max_length=24)


class CouponOut(CouponIn):
    """A coupon: how often it was used, and what it took off."""

    key: str
    used: int
    taken_off: int


class UseOut(Schema):
    """That an order was made cheaper."""

    code: str
    order: str
    amount: int
    at: datetime
    given_back_at: datetime | None


class TillFacts(Schema):
    """How to pay by hand, and what one point pays in minor units; 0: nothing."""

    points_worth: int = Field(0, ge=0, le=1_000_000)
    how_to_pay: str = Field("", max_length=1000)


class TillOut(TillFacts):
    """The till; `qr`: it shows a picture that is scanned to pay."""

    qr: bool


def shown(row: Coupon) -> dict[str, Any]:
    """Return a coupon as the API shows one."""
    names = [name for name in CouponOut.model_fields if name not in {"offers", "on"}]
    offers = [one.key for one in row.offers.all()]
    return {**{name: getattr(row, name) for name in names}, "offers": offers, "on": row.closed_at is None}


def use_shown(row: CouponUse) -> dict[str, Any]:
    """Return a use as the API shows one."""
    facts = {name: getattr(row, name) for name in ("amount", "at", "given_back_at")}
    return {**facts, "code": row.coupon.code, "order": row.order.key}


def till_shown(row: Till) -> dict[str, Any]:
    """Return the till as the API shows it."""
    return {"points_worth": row.points_worth, "how_to_pay": row.how_to_pay, "qr": bool(row.qr)}


@router.get(ALL, response=Page[CouponOut])
def coupons(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the coupons, newest first."""
    community = community_at(request, slug, Permission.SEE_CONSOLE)
    return page_of(coupons_run_by(actor_of(request), community.pk), part, shown)


@router.post(ALL, response={201: CouponOut})
def new_coupon(request: HttpRequest, slug: str, body: CouponIn) -> Status[dict[str, Any]]:
    """Write a coupon."""
    community, actor = community_at(request, slug, EDIT), actor_of(request)
    row = make_coupon(community=community.pk, **body.dict(), actor=actor, now=now())
    return Status(201, shown(coupons_run_by(actor, community.pk).get(pk=row.pk)))


@router.put(f"{ALL}/{{key}}", response=CouponOut)
def change(request: HttpRequest, slug: str, key: str, body: CouponFacts) -> dict[str, Any]:
    """Change a coupon, or close it."""
    community, actor = community_at(request, slug, EDIT), actor_of(request)
    row = coupons_run_by(actor, community.pk).filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such coupon."))
    edit_coupon(coupon=row.pk, **body.dict(), actor=actor, now=now())
    return shown(coupons_run_by(actor, community.pk).get(pk=row.pk))


@router.get("/communities/{slug}/coupon-uses", response=Page[UseOut])
def uses(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List every use of a coupon, newest first."""
    community = community_at(request, slug, Permission.SEE_REVIEW)
    return page_of(coupon_uses_run_by(actor_of(request), community.pk), part, use_shown)


@router.get(TILL, response=TillOut)
def till(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Read how money is taken by hand, and what a point is worth."""
    return till_shown(till_of(community_at(request, slug, Permission.SEE_CONSOLE).pk))


@router.put(TILL, response=TillOut)
def change_till(request: HttpRequest, slug: str, body: TillFacts) -> dict[str, Any]:
    """Say how money is taken by hand, and what a point is worth."""
    community = community_at(request, slug, EDIT)
    return till_shown(set_till(community=community.pk, **body.dict(), actor=actor_of(request), now=now()))


@router.post(f"{TILL}/picture", response=TillOut)
def picture(request: HttpRequest, slug: str, picture: File[UploadedFile]) -> dict[str, Any]:
    """Show the picture that is scanned to pay, in place of the one before."""
    community = community_at(request, slug, EDIT)
    refuse_large(picture, LARGEST, "picture")
    facts: dict[str, Any] = {"community": community.pk, "actor": actor_of(request), "now": now()}
    return till_shown(set_till_picture(picture=picture.read(), **facts))


@router.delete(f"{TILL}/picture", response={204: None})
def no_picture(request: HttpRequest, slug: str) -> Status[None]:
    """Show no picture to be scanned."""
    community = community_at(request, slug, EDIT)
    set_till_picture(community=community.pk, picture=None, actor=actor_of(request), now=now())
    return Status(204, None)
