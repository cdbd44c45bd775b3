"""Rallies: for operators, and for the members who are called."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status
from pydantic import AwareDatetime

from coterie.api.found import community_at
from coterie.api.inside import READ, WRITE, community_inside, own_member
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import actor_of, need_scope
from coterie.communities.enums import Permission
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.members.queries.members import member_of
from coterie.rituals.domain.rally import call_rally, come_to_rally
from coterie.rituals.models import Rally, RallyCall
from coterie.rituals.queries.rallies import call_to, calls_of, calls_to, rallies_run_by, response_to

router = Router(tags=["rallies"])
ALL, ONE = "/communities/{slug}/rallies", "/communities/{slug}/rallies/{key}"
MINE, OWN = "/me/memberships/{slug}/rallies", "/me/memberships/{slug}/rallies/{key}"


class RallyIn(Schema):
    """Who is called, to do what, and until when; it is never changed afterwards."""

    title: str = Field(min_length=1, max_length=80)
    task: str = Field(min_length=1, max_length=2000)
    tag: str = Field(min_length=1, max_length=40, description="who has this tag now is called")
    closes_at: AwareDatetime


class RallyOut(RallyIn):
    """A rally with how many were called, and came."""

    key: str
    called_at: datetime
    called: int
    came: int


class ResponseOut(RallyOut):
    """A rally with how it was followed; half of those who came did so within `median` seconds."""

    rate: float
    median: float | None


class CallOut(Schema):
    """A member who is called, and when they came."""

    member: str
    came_at: datetime | None
    words: str


class OwnOut(Schema):
    """A rally to which you are called."""

    key: str
    title: str
    task: str
    called_at: datetime
    closes_at: datetime
    came_at: datetime | None
    words: str


class Words(Schema):
    """What one has done, or will do."""

    words: str = Field("", max_length=300)


def rally_shown(row: Rally) -> dict[str, Any]:
    """Return a rally of the staff's list as the API shows one."""
    return {name: getattr(row, name) for name in RallyOut.model_fields}


def response_shown(row: Rally) -> dict[str, Any]:
    """Return a rally with how it was followed."""
    said = response_to(row)
    return {**rally_shown(row), "rate": said.rate, "median": said.median}


def call_shown(call: RallyCall) -> dict[str, Any]:
    """Return a called member as the API shows one."""
    return {"member": call.member.key, "came_at": call.came_at, "words": call.words}


def own_shown(call: RallyCall) -> dict[str, Any]:
    """Return a rally as who is called sees it."""
    facts = {name: getattr(call.rally, name) for name in ("key", "title", "task", "called_at", "closes_at")}
    return {**facts, "came_at": call.came_at, "words": call.words}


def rally_at(request: HttpRequest, slug: str, key: str, permission: str) -> Rally:
    """Return a rally of a community."""
    community = community_at(request, slug, permission)
    row = rallies_run_by(actor_of(request), community.pk).filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such rally."))
    return row


@router.get(ALL, response=Page[RallyOut])
def rallies(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the rallies, newest first."""
    community = community_at(request, slug, Permission.SEE_CONSOLE)
    return page_of(rallies_run_by(actor_of(request), community.pk), part, rally_shown)


@router.post(ALL, response={201: ResponseOut})
def new_rally(request: HttpRequest, slug: str, body: RallyIn) -> Status[dict[str, Any]]:
    """Call members together; each gets a letter."""
    community = community_at(request, slug, Permission.EDIT_RITUALS)
    row = call_rally(community=community.pk, **body.dict(), actor=actor_of(request), now=now())
    return Status(201, one(request, slug, row.key))


@router.get(ONE, response=ResponseOut)
def one(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Show a rally and how it was followed."""
    return response_shown(rally_at(request, slug, key, Permission.SEE_CONSOLE))


@router.get(f"{ONE}/calls", response=Page[CallOut])
def calls(request: HttpRequest, slug: str, key: str, part: Query[Slice]) -> dict[str, object]:
    """List who is called: who came first, then who did not come."""
    row = rally_at(request, slug, key, Permission.SEE_MEMBERS)
    return page_of(calls_of(row.pk), part, call_shown)


@router.get(MINE, response=Page[OwnOut])
def own_rallies(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the rallies to which you are called, newest first."""
    actor = need_scope(request, READ)
    community = community_inside(actor, slug).pk
    member = member_of(actor, community)
    return page_of(calls_to(community, member.pk if member else None), part, own_shown)


@router.get(OWN, response=OwnOut)
def own_rally(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Show a rally to which you are called."""
    member = own_member(need_scope(request, READ), slug)
    return own_shown(call_in(member.community_id, key, member.pk))


def call_in(community: int, key: str, member: int) -> RallyCall:
    """Return a member's call. Raises NotFound."""
    call = call_to(community, key, member)
    if call is None:
        raise NotFound(_("There is no such rally."))
    return call


@router.put(f"{OWN}/coming", response=OwnOut)
def come(request: HttpRequest, slug: str, key: str, body: Words) -> dict[str, Any]:
    """Come; again changes the words alone."""
    actor = need_scope(request, WRITE)
    member = own_member(actor, slug)
    call = call_in(member.community_id, key, member.pk)
    return own_shown(come_to_rally(rally=call.rally_id, words=body.words, actor=actor, now=now()))
