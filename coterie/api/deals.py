"""Companies that partners register."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status

from coterie.api.found import community_at
from coterie.api.inside import READ, WRITE, own_member
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import actor_of, need_scope
from coterie.communities.enums import Permission
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.partners.domain.deal import DAYS, decide_deal, register_deal
from coterie.partners.enums import DealState
from coterie.partners.models import Deal
from coterie.partners.queries.deals import deals_run_by, own_deals, with_conflicts

router = Router(tags=["partners"])
ALL, OWN = "/communities/{slug}/partner-deals", "/me/memberships/{slug}/partner-deals"


class DealIn(Schema, extra="forbid"):
    """A company, and whom one talks to there."""

    company: str = Field(min_length=1, max_length=120)
    contact: str = Field(min_length=1, max_length=200)
    text: str = Field("", max_length=1000)


class OwnDeal(Schema):
    """A company that you registered; before `locked_until` no other partner has it."""

    key: str
    company: str
    contact: str
    text: str
    state: DealState
    note: str
    registered_at: datetime
    decided_at: datetime | None
    locked_until: datetime | None


class DealOut(OwnDeal):
    """A company that a partner (a member's key) registered; `conflicts`: how many others want it too, or have it."""

    member: str | None
    conflicts: int


class Which(Slice):
    """Which companies."""

    state: DealState | None = None


class Decision(Schema, extra="forbid"):
    """A host's answer: for how many days it is the partner's, with a word to them."""

    accept: bool
    days: int = Field(DAYS, ge=1, le=365)
    note: str = Field("", max_length=200)


def own_shown(row: Deal) -> dict[str, Any]:
    """Return a company as the API shows one to its partner."""
    return {name: getattr(row, name) for name in OwnDeal.model_fields}


def deal_shown(row: Deal) -> dict[str, Any]:
    """Return a company as the API shows one to staff; `conflicts` was counted by the query."""
    member = row.partner.member
    return {**own_shown(row), "member": member.key if member else None, "conflicts": getattr(row, "conflicts", 0)}


@router.get(OWN, response=Page[OwnDeal])
def own(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the companies that you registered as a partner, the latest first."""
    actor = need_scope(request, READ)
    return page_of(own_deals(actor, own_member(actor, slug).community_id), part, own_shown)


@router.post(OWN, response={201: OwnDeal})
def register(request: HttpRequest, slug: str, body: DealIn) -> Status[dict[str, Any]]:
    """Register a company; one that waits already, or is yours for now, is the same one again."""
    actor = need_scope(request, WRITE)
    row = register_deal(community=own_member(actor, slug).community_id, **body.dict(), actor=actor, now=now())
    return Status(201, own_shown(row))


@router.get(ALL, response=Page[DealOut])
def deals(request: HttpRequest, slug: str, part: Query[Which]) -> dict[str, object]:
    """List the companies that partners registered, the latest first."""
    community = community_at(request, slug, Permission.EDIT_PARTNERS)
    rows = with_conflicts(deals_run_by(actor_of(request), community.pk, part.state or ""), now())
    return page_of(rows, part, deal_shown)


@router.put(f"{ALL}/{{key}}/state", response=DealOut)
def decide(request: HttpRequest, slug: str, key: str, body: Decision) -> dict[str, Any]:
    """Accept a company for a while, or refuse it."""
    community = community_at(request, slug, Permission.EDIT_PARTNERS)
    row = deals_run_by(actor_of(request), community.pk).filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such deal."))
    decide_deal(deal=row.pk, **body.dict(), actor=actor_of(request), now=now())
    return deal_shown(with_conflicts(deals_run_by(actor_of(request), community.pk), now()).get(pk=row.pk))
