"""Offers, what they cost and what they open, for who sells."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, File, Query, Router, Schema, Status, UploadedFile

from coterie.api.found import community_at, group_named
from coterie.api.paging import Page, Slice, page_of
from coterie.api.team_shapes import TermsOut
from coterie.api.token import actor_of
from coterie.api.upload import refuse_large
from coterie.communities.enums import Permission
from coterie.groups.queries.groups import group_keys
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.market.domain.offer import close_offer, edit_offer, make_offer, open_offer
from coterie.market.domain.offer_copy import copy_offer
from coterie.market.domain.offer_picture import set_offer_picture
from coterie.market.domain.variant import add_variant, drop_benefit, edit_variant, set_benefit
from coterie.market.enums import BenefitKind, OfferKind, OfferState
from coterie.market.models import Offer, Variant
from coterie.market.queries.bundles import parts_of
from coterie.market.queries.orders_run import offers_in
from coterie.platform.files.picture import LARGEST

router = Router(tags=["market"])
ALL, ONE = "/communities/{slug}/offers", "/communities/{slug}/offers/{key}"
EDIT = Permission.EDIT_OFFERS


class OfferFacts(Schema):
    """What is sold, in words."""

    slug: str = Field(min_length=1, max_length=60)
    title: str = Field(min_length=1, max_length=80)
    teaser: str = Field("", max_length=160)
    story: str = Field("", max_length=8000)
    scene: str = Field("", max_length=60)
    with_address: bool = False
    move_hours: int = Field(24, ge=0, le=720, description="Until when before its time a booking can be moved")


class OfferIn(OfferFacts):
    """A new offer."""

    kind: OfferKind


class VariantFacts(Schema):
    """One way to buy it; amounts in minor units, null: no limit."""

    name: str = Field("", max_length=60)
    price: int = Field(ge=0, le=10**11)
    cost: int = Field(0, ge=0, le=10**11)
    most_each: int | None = Field(None, ge=1, le=1000)


class VariantIn(VariantFacts):
    """A new way to buy it, and how many there are."""

    left: int | None = Field(None, ge=0, le=1_000_000)


class VariantChange(VariantFacts):
    """What of it changes; `more` come to those that are left, or are taken out; `on`: it can be bought."""

    more: int = Field(0, ge=-1_000_000, le=1_000_000)
    on: bool = True


class PartIn(Schema):
    """How many of something are in a bundle."""

    quantity: int = Field(1, ge=1, le=100)


class PartOut(PartIn):
    """So many of a variant in a bundle."""

    key: str
    title: str


class VariantOut(VariantIn):
    """A way to buy an offer, how it is sold to teams, and what is in it where it is a bundle."""

    key: str
    on: bool
    parts: list[PartOut]
    team_terms: TermsOut | None


class BenefitIn(Schema):
    """For how many days a group is open to buyers; null: for good."""

    days: int | None = Field(None, ge=1, le=3660)


class BenefitOut(BenefitIn):
    """A group that an offer opens."""

    group: str


class OfferOut(OfferIn):
    """An offer with its prices and what it opens."""

    key: str
    state: OfferState
    picture: bool
    variants: list[VariantOut]
    benefits: list[BenefitOut]


class OnSale(Schema):
    """Whether it can be bought."""

    state: OfferState


class CopyIn(Schema):
    """The address of the copy."""

    slug: str = Field(min_length=1, max_length=60)


def variant_shown(row: Variant) -> dict[str, Any]:
    """Return a way to buy as the API shows one."""
    facts = {name: getattr(row, name) for name in VariantOut.model_fields if name not in {"on", "parts", "team_terms"}}
    return {**facts, "on": not row.closed_at, "parts": parts_of(row), "team_terms": getattr(row, "team_terms", None)}


def offer_shown(row: Offer, groups: Mapping[int, str] | None = None) -> dict[str, Any]:
    """Return an offer as the API shows one; `groups` are the keys of the community's, where they are known already."""
    names = [name for name in OfferOut.model_fields if name not in {"variants", "benefits", "picture"}]
    keys = group_keys(row.community_id) if groups is None else groups
    opened = [one for one in row.benefits.all() if one.kind == BenefitKind.GROUP]
    return {
        **{name: getattr(row, name) for name in names},
        "picture": bool(row.picture),
        "variants": [variant_shown(one) for one in sorted(row.variants.all(), key=lambda one: one.pk)],
        "benefits": [{"group": keys.get(one.target, ""), "days": one.days} for one in opened],
    }


def offer_at(request: HttpRequest, slug: str, key: str, permission: Permission = EDIT) -> Offer:
    """Find an offer of a community. Raises NotFound or Forbidden."""
    community = community_at(request, slug, permission)
    row = offers_in(actor_of(request), community.pk).filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such offer."))
    return row


@router.get(ALL, response=Page[OfferOut])
def offers(request: HttpRequest, slug: str, part: Query[Slice], state: OfferState | None = None) -> dict[str, object]:
    """List the offers, newest first."""
    community = community_at(request, slug, Permission.SEE_CONSOLE)
    rows = offers_in(actor_of(request), community.pk, state or "").prefetch_related("benefits")
    return page_of(rows, part, partial(offer_shown, groups=group_keys(community.pk)))


@router.post(ALL, response={201: OfferOut})
def new_offer(request: HttpRequest, slug: str, body: OfferIn) -> Status[dict[str, Any]]:
    """Write an offer."""
    community = community_at(request, slug, EDIT)
    row = make_offer(community=community.pk, **body.dict(), actor=actor_of(request), now=now())
    return Status(201, offer_shown(row))


@router.get(ONE, response=OfferOut)
def offer(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Read an offer."""
    return offer_shown(offer_at(request, slug, key, Permission.SEE_CONSOLE))


@router.put(ONE, response=OfferOut)
def change(request: HttpRequest, slug: str, key: str, body: OfferFacts) -> dict[str, Any]:
    """Change the words of an offer."""
    row = offer_at(request, slug, key)
    edit_offer(offer=row.pk, **body.dict(), actor=actor_of(request), now=now())
    return offer_shown(offer_at(request, slug, key))


@router.put(f"{ONE}/state", response=OfferOut)
def sell(request: HttpRequest, slug: str, key: str, body: OnSale) -> dict[str, Any]:
    """Put an offer up for sale, or take it down."""
    row = offer_at(request, slug, key)
    verb = open_offer if body.state == OfferState.OPEN else close_offer
    verb(offer=row.pk, actor=actor_of(request), now=now())
    return offer_shown(offer_at(request, slug, key))


@router.post(f"{ONE}/copies", response={201: OfferOut})
def copied(request: HttpRequest, slug: str, key: str, body: CopyIn) -> Status[dict[str, Any]]:
    """Write one more offer like it."""
    row = offer_at(request, slug, key)
    return Status(201, offer_shown(copy_offer(offer=row.pk, slug=body.slug, actor=actor_of(request), now=now())))


@router.post(f"{ONE}/picture", response=OfferOut)
def picture(request: HttpRequest, slug: str, key: str, picture: File[UploadedFile]) -> dict[str, Any]:
    """Show a picture of it, in place of the one before."""
    row = offer_at(request, slug, key)
    refuse_large(picture, LARGEST, "picture")
    set_offer_picture(offer=row.pk, picture=picture.read(), actor=actor_of(request), now=now())
    return offer_shown(offer_at(request, slug, key))


@router.delete(f"{ONE}/picture", response={204: None})
def no_picture(request: HttpRequest, slug: str, key: str) -> Status[None]:
    """Show no picture of it."""
    set_offer_picture(offer=offer_at(request, slug, key).pk, picture=None, actor=actor_of(request), now=now())
    return Status(204, None)


@router.post(f"{ONE}/variants", response={201: VariantOut})
def new_variant(request: HttpRequest, slug: str, key: str, body: VariantIn) -> Status[dict[str, Any]]:
    """Let an offer be bought in one more way."""
    row = offer_at(request, slug, key)
    return Status(201, variant_shown(add_variant(offer=row.pk, **body.dict(), actor=actor_of(request), now=now())))


@router.put(f"{ONE}/variants/{{variant}}", response=VariantOut)
def change_variant(request: HttpRequest, slug: str, key: str, variant: str, body: VariantChange) -> dict[str, Any]:
    """Change a price, the stock, or whether it can be bought."""
    row = offer_at(request, slug, key).variants.filter(key=variant).first()
    if row is None:
        raise NotFound(_("There is no such offer."))
    return variant_shown(edit_variant(variant=row.pk, **body.dict(), actor=actor_of(request), now=now()))


@router.put(f"{ONE}/benefits/{{group}}", response=BenefitOut)
def opens(request: HttpRequest, slug: str, key: str, group: str, body: BenefitIn) -> dict[str, Any]:
    """Let an offer open a group to its buyers."""
    row = offer_at(request, slug, key)
    target = group_named(row.community_id, group) or 0
    facts: dict[str, Any] = {"kind": BenefitKind.GROUP, "target": target, "days": body.days}
    set_benefit(offer=row.pk, **facts, actor=actor_of(request), now=now())
    return {"group": group, "days": body.days}


@router.delete(f"{ONE}/benefits/{{group}}", response={204: None})
def opens_no_more(request: HttpRequest, slug: str, key: str, group: str) -> Status[None]:
    """Open a group to nobody more."""
    row = offer_at(request, slug, key)
    one = row.benefits.filter(kind=BenefitKind.GROUP, target=group_named(row.community_id, group) or 0).first()
    if one is None:
        raise NotFound(_("There is no such group."))
    drop_benefit(benefit=one.pk, actor=actor_of(request), now=now())
    return Status(204, None)
