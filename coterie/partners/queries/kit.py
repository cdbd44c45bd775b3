"""What helps partners to sell: for who writes it, and as a partner finds it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.market.queries.coupons import coupon_counts, coupon_figures
from coterie.market.queries.shop import open_offers
from coterie.partners.models import OwnCoupon, Partner, ShareText
from coterie.partners.rules import filled


def share_texts_run_by(actor: Actor, community: int) -> QuerySet[ShareText]:
    """The ready texts of a community, for staff, the latest first."""
    require(actor, Permission.SEE_MEMBERS, community)
    rows = ShareText.objects.filter(programme__community=community).select_related("offer")
    return rows.order_by("-written_at", "-pk")


def share_texts_for(partner: Partner) -> QuerySet[ShareText]:
    """The ready texts of use to a partner now: of what is for sale, and of everything."""
    rows = ShareText.objects.filter(programme=partner.programme_id).select_related("offer")
    about = Q(offer=None) | Q(offer__in=open_offers(partner.programme.community_id).order_by().values("pk"))
    return rows.filter(about).order_by("channel", "-written_at", "-pk")


@dataclass(frozen=True, slots=True)
class OwnText:
    """A ready text with a partner's own link and code; `offer` is what it is about, if that is one thing."""

    row: ShareText
    text: str


def own_text(row: ShareText, link: str, code: str) -> OwnText:
    """Return a ready text as a partner passes it on."""
    return OwnText(row, filled(row.text, link, code))


def own_texts(partner: Partner, link: str, now: datetime) -> list[OwnText]:
    """Return the ready texts with a partner's own link and code, by where to."""
    code = own_code(partner, now)
    return [own_text(row, link, code) for row in share_texts_for(partner)]


@dataclass(frozen=True, slots=True)
class CouponDesk:
    """What a partner's coupon takes off, and how often it did; without a code there is one to choose.

    No `percent`: it takes an amount off, for staff has changed it.
    """

    percent: int | None
    each: int | None
    code: str
    used: int
    taken_off: int


def coupon_desk(partner: Partner) -> CouponDesk | None:
    """Return what a partner's coupon does; None where partners have none."""
    programme = partner.programme
    if programme.coupon_percent is None:
        return None
    own = OwnCoupon.objects.filter(partner=partner).select_related("coupon").first()
    if own is None:
        return CouponDesk(programme.coupon_percent, programme.coupon_each, "", 0, 0)
    row = own.coupon
    return CouponDesk(row.percent, row.most_each, row.code, *coupon_figures(row.pk))


def coupon_said(partner: Partner, now: datetime) -> CouponDesk | None:
    """Return the coupon that a partner's page tells of: one that counts now."""
    own = OwnCoupon.objects.filter(partner=partner).first()
    return coupon_desk(partner) if own and coupon_counts(own.coupon_id, now) else None


def own_code(partner: Partner, now: datetime) -> str:
    """Return the code that a partner passes on: of the coupon, where there is one that counts."""
    desk = coupon_said(partner, now)
    return desk.code if desk else partner.code


def own_coupons_in(actor: Actor, community: int) -> QuerySet[OwnCoupon]:
    """The coupons of a community's partners, for who runs the programme, the latest first."""
    require(actor, Permission.EDIT_PARTNERS, community)
    rows = OwnCoupon.objects.filter(partner__programme__community=community)
    return rows.select_related("coupon", "partner__member", "partner__programme").order_by("-pk")
