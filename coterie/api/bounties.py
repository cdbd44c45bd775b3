"""Bounties for partners, and the work for them; amounts in minor units."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status
from pydantic import AwareDatetime

from coterie.api.found import community_at
from coterie.api.inside import READ, WRITE
from coterie.api.own_partner import mine_at
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import actor_of, need_scope
from coterie.communities.enums import Permission
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.partners.domain.bounty import close_bounty, offer_bounty
from coterie.partners.domain.work import decide_work, hand_in_work
from coterie.partners.enums import WorkState
from coterie.partners.models import Bounty, Work, WorkFile
from coterie.partners.queries.bounties import bounties_run_by, free_of, open_bounties, own_works, works_run_by

router = Router(tags=["partners"])
BOUNTIES, WORKS = "/communities/{slug}/partner-bounties", "/communities/{slug}/partner-works"
OWN_BOUNTIES, OWN_WORKS = "/me/memberships/{slug}/partner-bounties", "/me/memberships/{slug}/partner-works"
EDIT = Permission.EDIT_PARTNERS


class BountyIn(Schema, extra="forbid"):
    """So much for each piece of work, for so many, within a budget (null: enough for all); by `until`, or null."""

    title: str = Field(min_length=1, max_length=80)
    text: str = Field(min_length=1, max_length=2000)
    amount: int = Field(ge=1, le=10**10)
    most: int = Field(ge=1, le=100_000)
    most_each: int = Field(1, ge=1, le=1000)
    budget: int | None = Field(None, ge=1, le=10**12)
    until: AwareDatetime | None = None


class BountyOut(BountyIn):
    """A bounty: how many pieces were accepted, and for how many more it pays."""

    key: str
    currency: str
    accepted: int
    free: int
    offered_at: datetime
    closed_at: datetime | None


class WorkIn(Schema, extra="forbid"):
    """Work for a bounty (a key), in words and as a link."""

    bounty: str = Field(min_length=1, max_length=12)
    text: str = Field(min_length=1, max_length=2000)
    link: str = Field("", max_length=500)


class WorkFileOut(Schema):
    """A file that came with work; of a picture, its size in pixels."""

    key: str
    name: str
    size: int
    width: int | None
    height: int | None


class OwnWork(WorkIn):
    """Work that you handed in, with its files; `worth` is what it earned, nothing once that was taken back."""

    key: str
    state: WorkState
    note: str
    files: list[WorkFileOut]
    worth: int
    handed_in_at: datetime
    decided_at: datetime | None


class WorkOut(OwnWork):
    """Work that a partner (a key) handed in."""

    partner: str


class WhichWorks(Slice):
    """Which work: where it stands, and for which bounty (a key)."""

    state: WorkState | None = None
    bounty: str = ""


class Verdict(Schema, extra="forbid"):
    """The answer to work, with a word to the partner; what is sent back needs one."""

    accept: bool
    note: str = Field("", max_length=200)


def bounty_shown(row: Bounty) -> dict[str, Any]:
    """Return a bounty as the API shows one; `accepted` was counted by the query."""
    names = [name for name in BountyOut.model_fields if name not in ("accepted", "free")]
    counted = {"accepted": getattr(row, "accepted", 0), "free": free_of(row)}
    return {name: getattr(row, name) for name in names} | counted


def own_shown(row: Work) -> dict[str, Any]:
    """Return work as the API shows it to its partner; `worth` was summed by the query."""
    names = ("key", "text", "link", "state", "note", "handed_in_at", "decided_at")
    facts = {"bounty": row.bounty.key, "files": [file_shown(one) for one in row.files.all()]}
    return {name: getattr(row, name) for name in names} | facts | {"worth": getattr(row, "worth", 0)}


def file_shown(row: WorkFile) -> dict[str, Any]:
    """Return a file of work as the API shows one."""
    return {"key": row.file, **{name: getattr(row, name) for name in ("name", "size", "width", "height")}}


def work_shown(row: Work) -> dict[str, Any]:
    """Return work as the API shows it to staff."""
    return {**own_shown(row), "partner": row.partner.key}


@router.get(BOUNTIES, response=Page[BountyOut])
def bounties(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the bounties, newest first."""
    return page_of(bounties_run_by(actor_of(request), community_at(request, slug, EDIT).pk), part, bounty_shown)


@router.post(BOUNTIES, response={201: BountyOut})
def offer(request: HttpRequest, slug: str, body: BountyIn) -> Status[dict[str, Any]]:
    """Offer a bounty to partners."""
    community = community_at(request, slug, EDIT)
    row = offer_bounty(community=community.pk, **body.dict(), actor=actor_of(request), now=now())
    return Status(201, bounty_shown(row))


@router.post(f"{BOUNTIES}/{{key}}/closing", response=BountyOut)
def close(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Take no more work for a bounty."""
    rows = bounties_run_by(actor_of(request), community_at(request, slug, EDIT).pk).filter(key=key)
    row = rows.first()
    if row is None:
        raise NotFound(_("There is no such bounty."))
    close_bounty(bounty=row.pk, actor=actor_of(request), now=now())
    return bounty_shown(rows.get())


@router.get(WORKS, response=Page[WorkOut])
def works(request: HttpRequest, slug: str, part: Query[WhichWorks]) -> dict[str, object]:
    """List the work that partners handed in, newest first."""
    community = community_at(request, slug, EDIT)
    return page_of(works_run_by(actor_of(request), community.pk, part.state or "", part.bounty), part, work_shown)


@router.put(f"{WORKS}/{{key}}/state", response=WorkOut)
def decide(request: HttpRequest, slug: str, key: str, body: Verdict) -> dict[str, Any]:
    """Accept work, which is earned with that, or send it back with a word."""
    rows = works_run_by(actor_of(request), community_at(request, slug, EDIT).pk).filter(key=key)
    row = rows.first()
    if row is None:
        raise NotFound(_("There is no such work."))
    decide_work(work=row.pk, **body.dict(), actor=actor_of(request), now=now())
    return work_shown(rows.get())


@router.get(OWN_BOUNTIES, response=Page[BountyOut])
def own_bounties(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the bounties for which partners can hand in work, newest first."""
    mine = mine_at(need_scope(request, READ), slug)
    return page_of(open_bounties(mine.programme.community_id, now()), part, bounty_shown)


@router.get(OWN_WORKS, response=Page[OwnWork])
def own(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the work that you handed in as a partner, newest first."""
    actor = need_scope(request, READ)
    return page_of(own_works(actor, mine_at(actor, slug).programme.community_id), part, own_shown)


@router.post(OWN_WORKS, response={201: OwnWork})
def hand_in(request: HttpRequest, slug: str, body: WorkIn) -> Status[dict[str, Any]]:
    """Hand work in for a bounty."""
    actor = need_scope(request, WRITE)
    row = hand_in_work(community=mine_at(actor, slug).programme.community_id, **body.dict(), actor=actor, now=now())
    return Status(201, own_shown(row))
