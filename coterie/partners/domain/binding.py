"""Whose customer somebody is: by a partner's link or code; for a while nobody else's, and never one's own."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from coterie.kit.actor import VISITOR, Actor
from coterie.kit.db.rows import lock_name
from coterie.kit.errors import Invalid, NotFound
from coterie.members.queries.members import member_of
from coterie.partners.enums import How, PartnerState
from coterie.partners.events import CustomerBound, PartnerVisited
from coterie.partners.models import Binding, Look, Partner, Terms
from coterie.partners.queries.partners import partner_coded, terms_today
from coterie.partners.rules import Touched, may_take_over, whose
from coterie.platform.events.log import publish


@transaction.atomic
def follow_partner(*, partner: int, visitor: int, actor: Actor = VISITOR, now: datetime) -> bool:
    """Note that a browser came by a partner's link, and bind the member whose it is; tell whether the look is new."""
    row = Partner.objects.select_related("programme").get(pk=partner)
    if row.state != PartnerState.APPROVED:
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
    """Bind a member to the partner by whose link their browser came, if it came by one lately."""
    terms = terms_today(community)
    if terms is None:
        return None
    lock_name(f"customer:{member}")
    current = Binding.objects.filter(member=member, ended_at=None).first()
    since = now - timedelta(days=terms.lock_days)
    since = max(since, current.began_at) if current else since
    chosen = whose(touches_of(community, visitor, member, since, now), terms.touch)
    return current if chosen is None else bound(member, chosen, How.LINK, current, terms=terms, actor=actor, now=now)


def touches_of(community: int, visitor: int, member: int, since: datetime, now: datetime) -> list[Touched]:
    """Return by whose links a browser came, those of its owner's own left out."""
    rows = Look.objects.filter(visitor=visitor, partner__programme__community=community, last_at__range=(since, now))
    rows = rows.filter(partner__state=PartnerState.APPROVED).exclude(partner__member=member)
    return [Touched(*one) for one in rows.values_list("partner", "first_at", "last_at")]


@transaction.atomic
def bind_by_code(*, community: int, code: str, actor: Actor, now: datetime) -> Binding:
    """Become the customer of the partner whose code somebody was given. Raises Invalid for no such code, or one's own.

    Who is another partner's customer stays it while that lasts.
    """
    member, partner, terms = member_of(actor, community), partner_coded(community, code), terms_today(community)
    if member is None:
        raise NotFound(_("There is no such page."))
    if partner is None or terms is None:
        raise Invalid(_("There is no such code."), field="code")
    if partner.member_id == member.pk:
        raise Invalid(_("This is your own code."), field="code")
    lock_name(f"customer:{member.pk}")
    current = Binding.objects.filter(member=member, ended_at=None).first()
    return bound(member.pk, partner.pk, How.CODE, current, terms=terms, actor=actor, now=now)


def bound(
    member: int, partner: int, how: How, current: Binding | None, *, terms: Terms, actor: Actor, now: datetime
) -> Binding:
    """Bind a member, whose bindings are locked, unless they are bound and cannot be taken over."""
    if current:
        if current.partner_id == partner or not may_take_over(terms.touch, current.locked_until, now):
            return current
        current.ended_at = now
        current.save(update_fields=["ended_at"])
    until = now + timedelta(days=terms.lock_days)
    made = Binding.objects.create(member_id=member, partner_id=partner, how=how, began_at=now, locked_until=until)
    data = {"how": str(how), "until": until.isoformat(), "instead": current.partner_id if current else None}
    facts = {"community": terms.programme.community_id, "member": member, "subject": partner, "actor": actor.account}
    publish(CustomerBound(at=now, data=data, **facts))
    return made


def bind_buyer(*, member: int, partner: Partner, actor: Actor, now: datetime) -> Binding | None:
    """Bind who uses a partner's coupon with an order, from that moment on; one who is bound to another stays it."""
    terms = terms_today(partner.programme.community_id)
    if terms is None:
        return None
    lock_name(f"customer:{member}")
    current = Binding.objects.filter(member=member, ended_at=None).first()
    return bound(member, partner.pk, How.CODE, current, terms=terms, actor=actor, now=now)
