"""Companies that partners register, so that no two work on the same one."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.bounds import refuse_beyond
from coterie.kit.db.rows import lock_name, locked
from coterie.kit.errors import Conflict, Invalid
from coterie.kit.text import clean
from coterie.partners.enums import DealState, PartnerState
from coterie.partners.errors import DealTaken
from coterie.partners.events import DealDecided, DealRegistered
from coterie.partners.models import Deal
from coterie.partners.queries.deals import holder_of
from coterie.partners.queries.partners import own_partner
from coterie.partners.rules import same_company
from coterie.platform.events.log import publish

DAYS = 90
"""For how long an accepted company is a partner's, where the host says nothing else."""


@transaction.atomic
def register_deal(*, community: int, company: str, contact: str, text: str = "", actor: Actor, now: datetime) -> Deal:
    """Register a company; one that waits already, or is one's own for now, is the same one again.

    Raises NotFound for who is no partner, Conflict for one who is suspended, DealTaken while it is another partner's.
    """
    partner = locked(own_partner(actor, community))
    if partner.state != PartnerState.APPROVED:
        raise Conflict(_("You are no partner at the moment."))
    facts = {"company": clean(company)[:120], "contact": clean(contact)[:200], "text": clean(text)[:1000]}
    same = same_company(facts["company"])
    for name, value in (("company", same), ("contact", facts["contact"])):
        if not value:
            raise Invalid(_("Please fill this in."), field=name)
    lock_name(f"deal:{community}:{same}")
    waits = Deal.objects.filter(partner=partner, same=same, state=DealState.REGISTERED).first()
    holder = holder_of(community, same, now)
    if waits or (holder and holder.partner_id == partner.pk):
        return waits or holder  # type: ignore[return-value]  # one of the two is there
    refuse_taken(holder)
    row = Deal.objects.create(partner=partner, same=same, registered_at=now, **facts)
    told: dict[str, Any] = {"community": community, "member": partner.member_id, "subject": row.pk}
    publish(DealRegistered(at=now, actor=actor.account, **told))
    return row


@transaction.atomic
def decide_deal(*, deal: int, accept: bool, days: int = DAYS, note: str = "", actor: Actor, now: datetime) -> Deal:
    """Accept a company for so many days, or refuse it, with a word to the partner; the same again changes nothing.

    Raises Conflict for one that was decided otherwise, DealTaken while it is another partner's.
    """
    row = locked(Deal.objects.filter(pk=deal).select_related("partner__programme"))
    community = row.partner.programme.community_id
    require(actor, Permission.EDIT_PARTNERS, community)
    state = DealState.ACCEPTED if accept else DealState.REFUSED
    if row.state == state:
        return row
    if row.state != DealState.REGISTERED:
        raise Conflict(_("This was decided already."), field="state")
    refuse_beyond({"days": (1, 365)}, {"days": days})
    lock_name(f"deal:{community}:{row.same}")
    if accept:
        refuse_taken(holder_of(community, row.same, now))
    row.state, row.note, row.decided_at = state, clean(note)[:200], now
    row.locked_until = now + timedelta(days=days) if accept else None
    row.save(update_fields=["state", "note", "decided_at", "locked_until"])
    told: dict[str, Any] = {"community": community, "member": row.partner.member_id, "subject": row.pk}
    publish(DealDecided(at=now, actor=actor.account, data={"state": str(state)}, **told))
    return row


def refuse_taken(holder: Deal | None) -> None:
    """Refuse a company that is another partner's for now; whose it is stays with the hosts. Raises DealTaken."""
    if holder and holder.locked_until:
        words = _("Another partner has this company until %(until)s.")
        raise DealTaken(words % {"until": date_format(holder.locked_until, "SHORT_DATE_FORMAT")}, field="company")
