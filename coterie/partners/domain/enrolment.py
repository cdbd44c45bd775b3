"""Becoming a partner: applied, approved or not, suspended, banned, taken back."""

import re
from datetime import datetime
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.db.rows import lock_name, locked
from coterie.kit.errors import Conflict, Invalid, NotFound
from coterie.kit.text import clean
from coterie.market.queries.courses import has_finished
from coterie.market.queries.shop import open_offers
from coterie.members.queries.members import member_of
from coterie.partners.enums import PartnerState
from coterie.partners.errors import NotOpen, Untrained
from coterie.partners.events import PageArranged, PapersKept, PartnerAccepted, PartnerApplied, PartnerDecided
from coterie.partners.models import FormerCode, Papers, Partner, Pick, Programme, Terms
from coterie.partners.providers.catalogue import STRIPE, can_pay
from coterie.partners.queries.partners import called, own_partner, partner_coded
from coterie.platform.events.log import publish

S = PartnerState
NEXT: dict[str, frozenset[str]] = {
    S.APPLIED: frozenset({S.APPROVED, S.REJECTED}),
    S.REJECTED: frozenset({S.APPROVED}),
    S.APPROVED: frozenset({S.SUSPENDED, S.BANNED}),
    S.SUSPENDED: frozenset({S.APPROVED, S.BANNED}),
    S.BANNED: frozenset({S.APPROVED}),
}
CODE = re.compile("[a-z0-9](?:[a-z0-9-]{1,38})[a-z0-9]")


class PapersFacts(TypedDict, total=False):
    """Who is paid, and where."""

    name: str
    country: str
    tax_id: str
    address: str
    account: str


@transaction.atomic
def apply_as_partner(
    *, community: int, terms: int, text: str = "", sponsor: str = "", actor: Actor, now: datetime
) -> Partner:
    """Ask to become a partner under the version of the terms that was read; who was not taken may ask again.

    `sponsor` is the code of the partner who brought the actor. Raises NotOpen, NotFound for who is no member, Invalid
    for a code that nobody has, Conflict for who is one or waits, and where the terms are others by now.
    """
    member = member_of(actor, community)
    if member is None:
        raise NotFound(_("There is no such page."))
    lock_name(f"partner:{member.pk}")
    programme, latest = open_programme(community), latest_terms(community)
    if latest.number != terms:
        raise Conflict(_("What partners agree to has changed. Please read it again."), field="terms")
    row = Partner.objects.filter(member=member).first()
    if row and row.state != PartnerState.REJECTED:
        raise Conflict(_("You have applied already."))
    row = row or Partner(programme=programme, member=member)
    row.sponsor = sponsor_coded(community, sponsor) if sponsor.strip() else row.sponsor
    row.text, row.terms, row.accepted_at, row.applied_at = clean(text)[:1000], latest, now, now
    row.state, row.note, row.decided_at = PartnerState.APPLIED, "", None
    row.save()
    facts = {"community": community, "actor": actor.account, "member": member.pk, "subject": row.pk}
    publish(PartnerApplied(at=now, data={"terms": latest.number}, **facts))
    return row


def sponsor_coded(community: int, code: str) -> Partner:
    """Return who brought a partner. Raises Invalid."""
    row = partner_coded(community, code)
    if row is None:
        raise Invalid(_("There is no such code."), field="sponsor")
    return row


def open_programme(community: int) -> Programme:
    """Return a programme that takes members in. Raises NotOpen."""
    row = Programme.objects.filter(community=community, is_open=True).first()
    if row is None:
        raise NotOpen(_("Nobody can become a partner here now."))
    return row


def latest_terms(community: int) -> Terms:
    """Return what partners agree to today."""
    return Terms.objects.filter(programme__community=community).order_by("-number")[:1].get()


@transaction.atomic
def decide_partner(*, partner: int, state: str, note: str = "", actor: Actor, now: datetime) -> Partner:
    """Approve, reject, suspend or ban a partner, or take one back, with a word to them; the same again changes nothing.

    Raises Conflict for a way that does not exist, Untrained before the course of the terms that they accepted.
    """
    row = locked(Partner.objects.filter(pk=partner).select_related("programme", "terms"))
    require(actor, Permission.EDIT_PARTNERS, row.programme.community_id)
    if row.state == state:
        return row
    if state not in NEXT[row.state]:
        raise Conflict(_("That is not possible for this partner now."), field="state")
    if state == S.APPROVED and row.state in (S.APPLIED, S.REJECTED):
        refuse_untrained(row)
    row.state, row.note, row.decided_at = state, clean(note)[:200], now
    row.save(update_fields=["state", "note", "decided_at"])
    publish(PartnerDecided(at=now, data={"state": str(state)}, **facts_of(row, actor)))
    return row


def refuse_untrained(row: Partner) -> None:
    """Refuse to take in who has not gone through the course. Raises Untrained."""
    course, member = row.terms.course, row.member_id
    if course is not None and (member is None or not has_finished(member, course)):
        raise Untrained(_("The course is not finished yet that comes before."), field="state")


@transaction.atomic
def accept_terms(*, community: int, terms: int, actor: Actor, now: datetime) -> Partner:
    """Accept the terms of today; what was earned stays as it was. Raises Conflict where they are others by now."""
    row = locked(own_partner(actor, community))
    latest = latest_terms(community)
    if latest.number != terms:
        raise Conflict(_("What partners agree to has changed. Please read it again."), field="terms")
    if row.terms_id != latest.pk:
        row.terms, row.accepted_at = latest, now
        row.save(update_fields=["terms", "accepted_at"])
        publish(PartnerAccepted(at=now, data={"terms": latest.number}, **facts_of(row, actor)))
    return row


@transaction.atomic
def keep_papers(*, community: int, actor: Actor, now: datetime, **facts: Unpack[PapersFacts]) -> Papers:
    """Keep to whom and where a partner is paid; payouts that were put together keep what they have."""
    row = locked(own_partner(actor, community))
    kept: Any = {name: clean(str(value)) for name, value in facts.items()}
    mine = Papers.objects.filter(partner=row).first() or Papers(partner=row)
    for name, most in (("name", 120), ("country", 2), ("tax_id", 40), ("address", 300), ("account", 200)):
        value = kept.get(name, getattr(mine, name))[:most]
        if not value and name != "tax_id":
            raise Invalid(_("Please fill this in."), field=name)
        setattr(mine, name, value.upper() if name == "country" else value)
    if not re.fullmatch("[A-Z]{2}", mine.country):
        raise Invalid(_("Write the country as two letters."), field="country")
    if mine.account.startswith("acct_") and not can_pay(STRIPE, mine.account):
        raise Invalid(_("This is no account of Stripe: acct_, and letters and digits."), field="account")
    mine.save()
    publish(PapersKept(at=now, **facts_of(row, actor)))
    return mine


@transaction.atomic
def arrange_page(
    *, community: int, code: str | None = None, offers: list[int] | None = None, actor: Actor, now: datetime
) -> Partner:
    """Choose the word in one's own address, and which offers stand on the page; none chosen: all of them.

    Words of before go on leading to the page. Raises Invalid for a word that is none, Conflict for one that is taken.
    """
    row = locked(own_partner(actor, community))
    if code is not None and code != row.code:
        refuse_code(code, row)
        rename(row, code)
    if offers is not None:
        if not set(offers) <= set(open_offers(community).values_list("pk", flat=True)):
            raise Invalid(_("Choose from the list."), field="offers")
        row.picks.all().delete()
        Pick.objects.bulk_create(
            Pick(partner=row, offer_id=one, place=place) for place, one in enumerate(dict.fromkeys(offers))
        )
    data = {"offers": row.picks.count()}
    publish(PageArranged(at=now, data=data, **facts_of(row, actor)))
    return row


def rename(row: Partner, code: str) -> None:
    """Give a partner another word; the one of before still leads to them."""
    FormerCode.objects.filter(code=code).delete()
    FormerCode.objects.create(code=row.code, partner=row)
    row.code = code
    row.save(update_fields=["code"])


def refuse_code(code: str, row: Partner) -> None:
    """Refuse a word that cannot stand in an address, or is or was somebody else's."""
    if not CODE.fullmatch(code):
        raise Invalid(_("Use 3 to 40 small letters, digits and hyphens."), field="code")
    lock_name(f"partner-code:{code}")
    if Partner.objects.filter(called(code)).exclude(pk=row.pk).exists():
        raise Conflict(_("This word is taken."), field="code")


def facts_of(row: Partner, actor: Actor) -> dict[str, Any]:
    """Return what every event of a partner names."""
    community = row.programme.community_id
    return {"community": community, "actor": actor.account, "member": row.member_id, "subject": row.pk}
