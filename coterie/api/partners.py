"""Partners: the programme, who is one, and what each earned."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Status

from coterie.api.found import community_at
from coterie.api.paging import Page, Slice, page_of
from coterie.api.partner_shapes import (
    Decision,
    EarningOut,
    Opening,
    PartnerOut,
    PartnerWhole,
    ProgrammeOut,
    TermsIn,
    TermsOut,
    Turn,
    WhichPartners,
    desk_shown,
    earning_shown,
    partner_shown,
    terms_shown,
    training_shown,
)
from coterie.api.token import actor_of
from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.market.queries.offers import offer_keys
from coterie.partners.domain.enrolment import decide_partner
from coterie.partners.domain.programme import turn_programme, write_terms
from coterie.partners.domain.settling import TURNS
from coterie.partners.models import Partner
from coterie.partners.queries.desk import desk_of, earnings_run_by
from coterie.partners.queries.earnings import earnings_of
from coterie.partners.queries.partners import partners_run_by, programme_of, terms_today, training_of

router = Router(tags=["partners"])
ALL, PROGRAMME = "/communities/{slug}/partners", "/communities/{slug}/partner-programme"
ONE = f"{ALL}/{{key}}"
SEE, EDIT = Permission.SEE_MEMBERS, Permission.EDIT_PARTNERS


def partner_in(request: HttpRequest, community: Community, key: str) -> Partner:
    """Return a partner of a community. Raises NotFound."""
    row = partners_run_by(actor_of(request), community.pk).select_related("sponsor").filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such partner."))
    return row


def whole(row: Partner) -> dict[str, Any]:
    """Return a partner with the figures."""
    return partner_shown(row) | {"desk": desk_shown(desk_of(row.pk)), "training": training_shown(training_of(row))}


@router.get(PROGRAMME, response=ProgrammeOut)
def programme(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Show the programme with the terms of today."""
    community = community_at(request, slug, SEE)
    row, terms = programme_of(community.pk), terms_today(community.pk)
    return {"is_open": bool(row and row.is_open), "terms": terms_shown(terms) if terms else None}


@router.post(f"{PROGRAMME}/terms", response={201: TermsOut})
def new_terms(request: HttpRequest, slug: str, body: TermsIn) -> Status[dict[str, Any]]:
    """Write a new version of the terms; the same again is the same version. Partners keep the one they accepted."""
    community = community_at(request, slug, EDIT)
    promise = body.promise({key: pk for pk, key in offer_keys(community.pk).items()})
    made = write_terms(community=community.pk, promise=promise, actor=actor_of(request), now=now())
    return Status(201, terms_shown(made))


@router.put(f"{PROGRAMME}/state", response=ProgrammeOut)
def opening(request: HttpRequest, slug: str, body: Opening) -> dict[str, Any]:
    """Let members apply, or no more."""
    community = community_at(request, slug, EDIT)
    row = turn_programme(community=community.pk, is_open=body.is_open, actor=actor_of(request), now=now())
    terms = terms_today(community.pk)
    return {"is_open": row.is_open, "terms": terms_shown(terms) if terms else None}


@router.get(ALL, response=Page[PartnerOut])
def partners(request: HttpRequest, slug: str, part: Query[WhichPartners]) -> dict[str, object]:
    """List who is a partner or would like to be one, newest first."""
    community = community_at(request, slug, SEE)
    rows = partners_run_by(actor_of(request), community.pk, part.state or "").select_related("sponsor")
    return page_of(rows, part, partner_shown)


@router.get(ONE, response=PartnerWhole)
def partner(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Show a partner with the figures; for who runs the programme."""
    return whole(partner_in(request, community_at(request, slug, EDIT), key))


@router.put(f"{ONE}/state", response=PartnerWhole)
def decide(request: HttpRequest, slug: str, key: str, body: Decision) -> dict[str, Any]:
    """Approve, reject, suspend or ban a partner, or take one back."""
    community = community_at(request, slug, EDIT)
    row = partner_in(request, community, key)
    decide_partner(partner=row.pk, **body.dict(), actor=actor_of(request), now=now())
    return whole(partner_in(request, community, key))


@router.get(f"{ONE}/earnings", response=Page[EarningOut])
def earnings(request: HttpRequest, slug: str, key: str, part: Query[Slice]) -> dict[str, object]:
    """List what a partner earned with all that happened to it, newest first; for who runs the programme."""
    row = partner_in(request, community_at(request, slug, EDIT), key)
    return page_of(earnings_of(row.pk), part, earning_shown)


@router.put(f"{ONE}/earnings/{{earning}}/state", response=EarningOut)
def turn(request: HttpRequest, slug: str, key: str, earning: str, body: Turn) -> dict[str, Any]:
    """Hold a commission, let it go, or take it back."""
    community, actor = community_at(request, slug, EDIT), actor_of(request)
    rows = earnings_run_by(actor, community.pk).filter(key=earning, partner__key=key)
    row = rows.first()
    if row is None:
        raise NotFound(_("There is no such commission."))
    TURNS[body.to](earning=row.pk, why=body.why, actor=actor, now=now())
    return earning_shown(rows.get())
