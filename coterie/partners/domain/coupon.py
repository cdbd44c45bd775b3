"""Coupons of partners: the programme says what they take off, each partner chooses a code, who uses it is theirs."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.bounds import refuse_beyond
from coterie.kit.db.rows import locked
from coterie.kit.errors import Conflict
from coterie.market.domain.coupon import LIMITS, edit_coupon, make_coupon
from coterie.market.errors import CouponRefused
from coterie.partners.domain.binding import bound, held_binding
from coterie.partners.enums import How, PartnerState
from coterie.partners.events import PartnerCouponChosen, PartnerCouponsChanged
from coterie.partners.models import OwnCoupon, Partner, Programme
from coterie.partners.queries.partners import own_partner
from coterie.platform.events.log import publish

SYSTEM = Actor.of_system()
"""Who writes the coupons: the market asks for a right that who runs the programme need not have."""


@transaction.atomic
def set_partner_coupons(
    *, community: int, percent: int | None, each: int | None = None, actor: Actor, now: datetime
) -> Programme:
    """Say what partners' coupons take off, and how often one buyer has it; no percent: they count no more.

    Those that are out follow at once. Raises Conflict while there is no programme.
    """
    require(actor, Permission.EDIT_PARTNERS, community)
    facts = {"coupon_percent": ("percent", percent), "coupon_each": ("most_each", each)}
    for field, (limit, value) in facts.items():
        refuse_beyond({field: LIMITS[limit]}, {} if value is None else {field: value})
    if not Programme.objects.filter(community=community).exists():
        raise Conflict(_("Say first what partners get."))
    row = locked(Programme.objects.filter(community=community))
    if (row.coupon_percent, row.coupon_each) == (percent, each):
        return row
    row.coupon_percent, row.coupon_each = percent, each
    row.save(update_fields=["coupon_percent", "coupon_each"])
    for coupon in OwnCoupon.objects.filter(partner__programme=row).values_list("coupon", flat=True) if percent else ():
        edit_coupon(coupon=coupon, percent=percent, off=None, most_each=each, actor=SYSTEM, now=now)
    told = {"community": community, "actor": actor.account, "subject": row.pk}
    publish(PartnerCouponsChanged(at=now, data={"percent": percent, "each": each}, **told))
    return row


@transaction.atomic
def choose_coupon(*, community: int, code: str, actor: Actor, now: datetime) -> OwnCoupon:
    """Choose the code of one's own coupon, once: what is out stays right. Capitals and small letters are the same.

    Raises Conflict where partners have no coupons, for who is none, and for who has a code; Invalid for a taken one.
    """
    partner = locked(own_partner(actor, community))
    programme = locked(Programme.objects.filter(pk=partner.programme_id))
    if partner.state != PartnerState.APPROVED:
        raise Conflict(_("You are no partner at the moment."))
    if programme.coupon_percent is None:
        raise Conflict(_("Partners have no coupons here now."))
    if OwnCoupon.objects.filter(partner=partner).exists():
        raise Conflict(_("You have a code already. It stays, so that what is printed stays right."))
    percent, each = programme.coupon_percent, programme.coupon_each
    made = make_coupon(community=community, code=code, percent=percent, most_each=each, actor=SYSTEM, now=now)
    row = OwnCoupon.objects.create(partner=partner, coupon=made)
    told = {"community": community, "actor": actor.account, "member": partner.member_id, "subject": partner.pk}
    publish(PartnerCouponChosen(at=now, data={"coupon": made.pk}, **told))
    return row


@transaction.atomic
def follow_coupon(*, coupon: int, member: int | None, actor: Actor, now: datetime) -> None:
    """Let who uses a partner's coupon be their customer, unless they are bound to another one.

    Raises CouponRefused for one's own coupon, and for that of somebody who is no partner now.
    """
    partner = Partner.objects.filter(own_coupon__coupon=coupon).select_related("programme", "member", "terms").first()
    if partner is None:
        return
    if not partner.sells or partner.programme.coupon_percent is None:
        raise CouponRefused(_("This coupon does not count now."), field="coupon")
    if partner.member_id == member:
        raise CouponRefused(_("This is your own coupon. It is for others."), field="coupon")
    if member is not None:
        bound(member, partner, How.CODE, held_binding(member), actor=actor, now=now)
