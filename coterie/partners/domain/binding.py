"""Whose customer somebody is: by a partner's link or code; for a while nobody else's, and never one's own."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from coterie.kit.actor import VISITOR, Actor
from coterie.kit.db.rows import lock_name
from coterie.kit.errors import Conflict, Invalid, NotFound
from coterie.members.queries.members import member_of
from coterie.partners.enums import How
from coterie.partners.events import CustomerBound, PartnerVisited
from coterie.partners.models import Binding, Look, Partner
from coterie.partners.queries.partners import SELLING, partner_coded, terms_today
from coterie.partners.rules import Touched, may_take_over, whose
from coterie.platform.events.log import publish


@transaction.atomic
def follow_partner(*, partner: int, visitor: int, actor: Actor = VISITOR, now: datetime) -> bool:
    """Note that a browser came by a partner's link, and bind the member whose it is; tell whether the look is new."""
    row = Partner.objects.select_related("programme", "member").get(pk=partner)
    if not row.sells:
        return False
    community, times = row.programme.community_id, {"first_at": now, "last_at": now}
    _look, fresh = Look.objects.get_or_create(partner=row, visitor=visitor, defaults=times)
    if fresh:
        told: dict[str, Any] = {"community": community, "subject": row.pk, "visitor": visitor}
        publish(PartnerVisited(at=now, actor=actor.account, **told))
    else:
        Look.objects.filter(partner=row, visitor=visitor).update(last_at=Greatest(F("last_at"), now))
    if member := member_of(actor, community):
        bind_visitor(community=community, visitor=visitor, member=member.pk, actor=actor, now=now)
    return fresh


@transaction.atomic
def bind_visitor(*, community: int, visitor: int, member: int, actor: Actor, now: datetime) -> Binding | None:
    """Bind a member to the partner by whose link their browser came, if it came by one lately.

    Of several partners the one counts whom the terms of today say; for how long a link counts each one's own terms say.
    """
    terms = terms_today(community)
    if terms is None:
        return None
    current = held_binding(member)
    looks = looks_of(community, visitor, member, current.began_at if current else None, now)
    chosen = whose([Touched(one.partner_id, one.first_at, one.last_at) for one in looks], terms.touch)
    partner = next((one.partner for one in looks if one.partner_id == chosen), None)
    return bound(member, partner, How.LINK, current, actor=actor, now=now) if partner else current


def held_binding(member: int) -> Binding | None:
    """Lock whose customer a member is, and return it."""
    lock_name(f"customer:{member}")
    return Binding.objects.filter(member=member, ended_at=None).select_related("partner__terms").first()


def looks_of(community: int, visitor: int, member: int, since: datetime | None, now: datetime) -> list[Look]:
    """Return by whose links a browser came that still count, those of its owner's own left out."""
    selling = Partner.objects.filter(SELLING, programme__community=community).exclude(member=member)
    rows = Look.objects.filter(visitor=visitor, partner__in=selling, last_at__lte=now)
    rows = rows.filter(last_at__gte=since) if since else rows
    found = rows.select_related("partner__terms", "partner__programme").order_by("pk")
    return [one for one in found if now - one.last_at <= timedelta(days=one.partner.terms.lock_days)]


@transaction.atomic
def bind_by_code(*, community: int, code: str, actor: Actor, now: datetime) -> Binding:
    """Become the customer of the partner whose code somebody was given.

    Raises Invalid for no such code, or one's own, Conflict for who is another partner's customer while that lasts.
    """
    member, partner = member_of(actor, community), partner_coded(community, code)
    if member is None:
        raise NotFound(_("There is no such page."))
    if partner is None:
        raise Invalid(_("There is no such code."), field="code")
    if partner.member_id == member.pk:
        raise Invalid(_("This is your own code."), field="code")
    made = bound(member.pk, partner, How.CODE, held_binding(member.pk), actor=actor, now=now)
    if made.partner_id != partner.pk:
        raise Conflict(_("Another partner sent you before, and that still counts."), field="code")
    return made


def bound(member: int, partner: Partner, how: How, current: Binding | None, *, actor: Actor, now: datetime) -> Binding:
    """Bind a member, whose bindings are locked, unless they are bound and cannot be taken over.

    Whether a customer can be taken over the terms say that the partner accepted whose customer it is.
    """
    if current:
        if current.partner_id == partner.pk or not may_take_over(
            current.partner.terms.touch, current.locked_until, now
        ):
            return current
        current.ended_at = now
        current.save(update_fields=["ended_at"])
    until = now + timedelta(days=partner.terms.lock_days)
    made = Binding.objects.create(member_id=member, partner=partner, how=how, began_at=now, locked_until=until)
    data = {"how": str(how), "until": until.isoformat(), "instead": current.partner_id if current else None}
    facts = {"community": partner.programme.community_id, "member": member, "subject": partner.pk}
    publish(CustomerBound(at=now, actor=actor.account, data=data, **facts))
    return made
