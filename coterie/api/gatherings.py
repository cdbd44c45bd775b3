"""Gatherings: for operators and their door, and for the members who come."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Field, File, Query, Router, Schema, Status, UploadedFile
from pydantic import AwareDatetime

from coterie.api.binary import FOR_EVER, drawn_as, picture
from coterie.api.found import community_at, group_named
from coterie.api.inside import READ, WRITE, community_inside, own_member
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import actor_of, need_scope
from coterie.api.upload import MB, refuse_large
from coterie.communities.enums import Permission
from coterie.kit.actor import Actor
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.members.queries.members import member_of
from coterie.platform.files.storing import place_of, stored_file
from coterie.rituals.domain.door import scan_ticket
from coterie.rituals.domain.gathering import add_photo, call_off, create_gathering, edit_gathering, write_recap
from coterie.rituals.domain.place import give_back, take_place
from coterie.rituals.enums import Entry, PlaceState
from coterie.rituals.models import Gathering, Ticket
from coterie.rituals.queries.gatherings import (
    counts_of,
    gatherings_run_by,
    gatherings_visible_to,
    guests_of,
    place_in_line,
    ticket_of,
)

router = Router(tags=["gatherings"])
ALL, ONE = "/communities/{slug}/gatherings", "/communities/{slug}/gatherings/{key}"
MINE, OWN = "/me/memberships/{slug}/gatherings", "/me/memberships/{slug}/gatherings/{key}"
LARGEST = 12 * MB


class GatheringFacts(Schema):
    """When, where and for how many."""

    title: str = Field(min_length=1, max_length=80)
    brief: str = Field("", max_length=2000)
    group: str | None = Field(None, max_length=12, description="key of a group; null: every member")
    starts_at: AwareDatetime
    ends_at: AwareDatetime
    place: str = Field("", max_length=200)
    link: str = Field("", max_length=300)
    cost: str = Field("", max_length=120)
    places: int = Field(ge=1, le=100_000)
    offer_minutes: int = Field(240, ge=5, le=10_080)


class GatheringOut(GatheringFacts):
    """A gathering."""

    key: str
    recap: str
    photos: list[str]
    called_off_at: datetime | None


class GuestOut(Schema):
    """How a member stands at a gathering."""

    member: str
    state: PlaceState
    asked_at: datetime
    offered_until: datetime | None
    scanned_at: datetime | None


class OwnOut(GatheringOut):
    """A gathering as a member sees it; the link and the ticket are for who has a place."""

    taken: int
    waiting: int
    state: PlaceState | None
    offered_until: datetime | None
    in_line: int
    ticket: str | None
    scanned_at: datetime | None


class Recap(Schema):
    """How it was."""

    recap: str = Field(max_length=4000)


class Shown(Schema):
    """A ticket at the door; `at` is when it was shown, where there was no network then."""

    ticket: str = Field(min_length=1, max_length=64)
    at: AwareDatetime | None = None


class AdmissionOut(Schema):
    """What the door says."""

    entry: Entry
    name: str
    number: int | None
    since: datetime | None


def facts_shown(row: Gathering) -> dict[str, Any]:
    """Return a gathering as the API shows one."""
    facts = {name: getattr(row, name) for name in GatheringOut.model_fields if name != "group"}
    return {**facts, "group": row.group.key if row.group else None}


def guest_shown(row: Ticket) -> dict[str, Any]:
    """Return a guest as the API shows one."""
    facts = {name: getattr(row, name) for name in GuestOut.model_fields if name != "member"}
    return {**facts, "member": row.member.key}


def facts_of(community: int, body: GatheringFacts) -> dict[str, Any]:
    """Return what the verbs take."""
    return {**body.dict(), "group": group_named(community, body.group)}


def found(row: Gathering | None) -> Gathering:
    """Return a gathering that was looked for. Raises NotFound."""
    if row is None:
        raise NotFound(_("There is no such gathering."))
    return row


def gathering_at(request: HttpRequest, slug: str, key: str, permission: str) -> Gathering:
    """Return a gathering of a community."""
    community = community_at(request, slug, permission)
    return found(gatherings_run_by(actor_of(request), community.pk).filter(key=key).first())


@router.get(ALL, response=Page[GatheringOut])
def gatherings(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the gatherings, newest first."""
    community = community_at(request, slug, Permission.SEE_CONSOLE)
    return page_of(gatherings_run_by(actor_of(request), community.pk), part, facts_shown)


@router.post(ALL, response={201: GatheringOut})
def new_gathering(request: HttpRequest, slug: str, body: GatheringFacts) -> Status[dict[str, Any]]:
    """Invite to a gathering."""
    community = community_at(request, slug, Permission.EDIT_RITUALS)
    facts = facts_of(community.pk, body)
    row = create_gathering(community=community.pk, **facts, actor=actor_of(request), now=now())
    return Status(201, facts_shown(row))


@router.get(ONE, response=GatheringOut)
def one(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Show a gathering."""
    return facts_shown(gathering_at(request, slug, key, Permission.SEE_CONSOLE))


@router.put(ONE, response=GatheringOut)
def change(request: HttpRequest, slug: str, key: str, body: GatheringFacts) -> dict[str, Any]:
    """Change a gathering; more places are offered to who waits."""
    row = gathering_at(request, slug, key, Permission.EDIT_RITUALS)
    edit_gathering(gathering=row.pk, **facts_of(row.community_id, body), actor=actor_of(request), now=now())
    return one(request, slug, key)


@router.put(f"{ONE}/calling-off", response=GatheringOut)
def off(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Call a gathering off."""
    row = gathering_at(request, slug, key, Permission.EDIT_RITUALS)
    call_off(gathering=row.pk, actor=actor_of(request), now=now())
    return one(request, slug, key)


@router.put(f"{ONE}/recap", response=GatheringOut)
def recap(request: HttpRequest, slug: str, key: str, body: Recap) -> dict[str, Any]:
    """Tell how it was."""
    row = gathering_at(request, slug, key, Permission.EDIT_RITUALS)
    write_recap(gathering=row.pk, recap=body.recap, actor=actor_of(request), now=now())
    return one(request, slug, key)


@router.post(f"{ONE}/photos", response={201: GatheringOut})
def new_photo(request: HttpRequest, slug: str, key: str, picture: File[UploadedFile]) -> Status[dict[str, Any]]:
    """Show a picture of it."""
    row = gathering_at(request, slug, key, Permission.EDIT_RITUALS)
    refuse_large(picture, LARGEST, "picture")
    add_photo(gathering=row.pk, picture=picture.read(), actor=actor_of(request), now=now())
    return Status(201, one(request, slug, key))


@router.get(f"{ONE}/guests", response=Page[GuestOut])
def guests(request: HttpRequest, slug: str, key: str, part: Query[Slice]) -> dict[str, object]:
    """List who has, is offered or waits for a place."""
    row = gathering_at(request, slug, key, Permission.SEE_MEMBERS)
    return page_of(guests_of(row), part, guest_shown)


@router.post(f"{ONE}/scans", response=AdmissionOut)
def scan(request: HttpRequest, slug: str, key: str, body: Shown) -> dict[str, Any]:
    """Let somebody in by their ticket, once."""
    row = gathering_at(request, slug, key, Permission.EDIT_RITUALS)
    said = scan_ticket(gathering=row.pk, secret=body.ticket, at=body.at, actor=actor_of(request), now=now())
    return {"entry": said.entry, "name": said.name, "number": said.number, "since": said.since}


def gathering_in(actor: Actor, slug: str, key: str) -> Gathering:
    """Return a gathering to which the actor is invited."""
    community = community_inside(actor, slug)
    return found(gatherings_visible_to(actor, community.pk).filter(key=key).first())


def own_shown(actor: Actor, slug: str, key: str) -> dict[str, Any]:
    """Return a gathering as the actor sees it."""
    row = gathering_in(actor, slug, key)
    member, counts = member_of(actor, row.community_id), counts_of(row.pk)
    ticket = ticket_of(row.pk, member.pk if member else None)
    has_place = ticket is not None and ticket.state == PlaceState.TAKEN
    return {
        **facts_shown(row),
        "link": row.link if has_place else "",
        "taken": counts[PlaceState.TAKEN] + counts[PlaceState.OFFERED],
        "waiting": counts[PlaceState.WAITING],
        "state": ticket.state if ticket else None,
        "offered_until": ticket.offered_until if ticket else None,
        "in_line": place_in_line(ticket) if ticket and ticket.state == PlaceState.WAITING else 0,
        "ticket": ticket.secret if ticket and has_place else None,
        "scanned_at": ticket.scanned_at if ticket else None,
    }


def without_link(row: Gathering) -> dict[str, Any]:
    """Return a gathering in a list of members, who may have no place."""
    return {**facts_shown(row), "link": ""}


@router.get(MINE, response=Page[GatheringOut])
def own_gatherings(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the gatherings to which you are invited, newest first."""
    actor = need_scope(request, READ)
    return page_of(gatherings_visible_to(actor, community_inside(actor, slug).pk), part, without_link)


@router.get(OWN, response=OwnOut)
def own_gathering(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Show a gathering and your place."""
    return own_shown(need_scope(request, READ), slug, key)


@router.put(f"{OWN}/place", response=OwnOut)
def take(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Take a place, accept one that is offered, or stand in line."""
    actor = need_scope(request, WRITE)
    own_member(actor, slug)
    take_place(gathering=gathering_in(actor, slug, key).pk, actor=actor, now=now())
    return own_shown(actor, slug, key)


@router.delete(f"{OWN}/place", response=OwnOut)
def back(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Give your place back, or wait no more."""
    actor = need_scope(request, WRITE)
    own_member(actor, slug)
    give_back(gathering=gathering_in(actor, slug, key).pk, actor=actor, now=now())
    return own_shown(actor, slug, key)


@router.get(f"{OWN}/photos/{{file}}", response={200: None}, openapi_extra=drawn_as("image/webp"))
def photo(request: HttpRequest, slug: str, key: str, file: str) -> HttpResponse:
    """Hand over a picture of a gathering."""
    actor = need_scope(request, READ)
    if file not in gathering_in(actor, slug, key).photos:
        raise NotFound(_("There is no such picture."))
    stored = stored_file(file)
    answer = picture(place_of(stored).read_bytes(), stored.media_type)
    answer["Cache-Control"] = FOR_EVER
    return answer
