"""Live codes: slots, numbers, explanations, channels, questions at the door."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status

from coterie.api.found import community_at
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import actor_of
from coterie.communities.enums import Permission
from coterie.joining.domain.code import create_code, edit_code, switch_code
from coterie.joining.enums import CodeState, Strategy
from coterie.joining.models import LiveCode
from coterie.joining.queries.channels import channels_visible_to
from coterie.joining.queries.codes import codes_listed, codes_visible_to
from coterie.joining.queries.explanation import explain
from coterie.joining.queries.numbers import SlotNumbers, code_numbers
from coterie.kit.clock import now
from coterie.kit.errors import NotFound

router = Router(tags=["live codes"])
LARGEST = 2**63 - 1


class CodeFacts(Schema):
    """What can be changed of a live code."""

    title: str = Field(min_length=1, max_length=60)
    folder: str = Field("", max_length=40, description="where operators keep it")
    strategy: Strategy = Strategy.FILL_IN_ORDER
    channel: str | None = Field(None, max_length=12, description="key of a channel")
    hold_minutes: int = Field(60, ge=1, le=43_200)
    fallback_text: str = Field("", max_length=300)
    fallback_contact: str = Field("", max_length=120)
    new_group_name: str = Field("", max_length=50, description="with {n}: groups open by themselves when none has room")
    new_group_capacity: int = Field(200, ge=1, le=100_000)
    most_new_groups: int = Field(10, ge=0, le=1000)
    dark: str = Field("#000000", max_length=7, description="colour of its picture, as #rrggbb")
    light: str = Field("#ffffff", max_length=7, description="colour of the ground, as #rrggbb")
    sealed: bool = Field(default=False, description="whether the community's sign stands in the middle of the picture")


class CodeIn(CodeFacts):
    """A new live code: a slot for each group named (by key or name), else for `slots` new ones."""

    groups: list[str] = Field([], max_length=1000)
    slots: int = Field(1, ge=0, le=1000)
    capacity: int = Field(200, ge=1, le=100_000)


class CodeOut(CodeFacts):
    """A live code with its three counters."""

    slug: str
    url: str
    state: CodeState
    views: int
    visitors: int
    joins: int
    created_at: datetime


class SlotNumbersOut(Schema):
    """One slot at this moment."""

    number: int
    group: str | None
    external_url: str
    state: str
    capacity: int
    held: int
    joined: int
    free: int


class NumbersOut(Schema):
    """A live code at this moment."""

    views: int
    visitors: int
    joins: int
    machine_looks: int
    held: int
    waiting: int
    seats: int
    free: int
    slots: list[SlotNumbersOut]


class Chosen(Schema):
    """Which codes to list."""

    folder: str | None = Field(None, max_length=40, description='"" lists those in no folder')
    state: CodeState | None = None


class Switch(Schema):
    """Whether a code gives seats."""

    state: CodeState


def address_of(row: LiveCode) -> str:
    """Return the address that is printed."""
    return f"{settings.BASE_URL}/g/{row.slug}"


def shown(row: LiveCode) -> CodeOut:
    """Return a code as the API shows one."""
    facts = {name: getattr(row, name) for name in CodeOut.model_fields if hasattr(row, name)}
    return CodeOut(**{**facts, "channel": row.channel.key if row.channel else None, "url": address_of(row)})


def facts_of(request: HttpRequest, community: int, body: CodeFacts) -> dict[str, Any]:
    """Return what the verbs take, with the row of the channel that is named.

    Raises NotFound for a channel of nobody here.
    """
    if body.channel is None:
        return body.dict()
    row = channels_visible_to(actor_of(request), community).filter(key=body.channel).first()
    if row is None:
        raise NotFound(_("There is no such channel."), field="channel")
    return {**body.dict(), "channel": row.pk}


def code_at(request: HttpRequest, slug: str, code: str, permission: str) -> LiveCode:
    """Return one code of a community."""
    community = community_at(request, slug, permission)
    row = codes_visible_to(actor_of(request), community.pk).filter(slug=code).first()
    if row is None:
        raise NotFound(_("There is no such code."))
    return row


@router.get("/communities/{slug}/codes", response=Page[CodeOut])
def codes(request: HttpRequest, slug: str, part: Query[Slice], chosen: Query[Chosen]) -> dict[str, object]:
    """List the live codes, newest first; those that are put away only when asked for."""
    community = community_at(request, slug, Permission.SEE_CONSOLE)
    rows = codes_listed(actor_of(request), community.pk, folder=chosen.folder, state=chosen.state or "")
    return page_of(rows, part, shown)


@router.post("/communities/{slug}/codes", response={201: CodeOut})
def new_code(request: HttpRequest, slug: str, body: CodeIn) -> Status[CodeOut]:
    """Make a live code."""
    community = community_at(request, slug, Permission.EDIT_CODES)
    facts = facts_of(request, community.pk, body)
    return Status(201, shown(create_code(community=community.pk, **facts, actor=actor_of(request), now=now())))


@router.get("/communities/{slug}/codes/{code}", response=CodeOut)
def one(request: HttpRequest, slug: str, code: str) -> CodeOut:
    """Show a live code."""
    return shown(code_at(request, slug, code, Permission.SEE_CONSOLE))


@router.put("/communities/{slug}/codes/{code}", response=CodeOut)
def change(request: HttpRequest, slug: str, code: str, body: CodeFacts) -> CodeOut:
    """Change a live code; visitors who have a seat keep it."""
    row = code_at(request, slug, code, Permission.EDIT_CODES)
    facts = facts_of(request, row.community_id, body)
    return shown(edit_code(code=row.pk, **facts, actor=actor_of(request), now=now()))


@router.put("/communities/{slug}/codes/{code}/state", response=CodeOut)
def switch(request: HttpRequest, slug: str, code: str, body: Switch) -> CodeOut:
    """Pause a code, put it away, or let it give seats again."""
    row = code_at(request, slug, code, Permission.EDIT_CODES)
    return shown(switch_code(code=row.pk, state=body.state, actor=actor_of(request), now=now()))


@router.get("/communities/{slug}/codes/{code}/numbers", response=NumbersOut)
def numbers(request: HttpRequest, slug: str, code: str) -> dict[str, Any]:
    """Count views, visitors, joins and seats."""
    found = code_numbers(code_at(request, slug, code, Permission.SEE_CONSOLE), now=now())
    facts = {name: getattr(found, name) for name in NumbersOut.model_fields if name != "slots"}
    return {**facts, "slots": [slot_shown(one) for one in found.slots]}


def slot_shown(one: SlotNumbers) -> dict[str, Any]:
    """Return a slot's numbers as the API shows them."""
    slot = one.slot
    return {
        "number": slot.number,
        "group": slot.group.key if slot.group else None,
        "external_url": slot.external_url,
        "state": one.state,
        "capacity": slot.capacity,
        "held": one.held,
        "joined": one.joined,
        "free": one.free,
    }


@router.get("/communities/{slug}/codes/{code}/visitors/{visitor}", response=dict[str, Any])
def explanation(request: HttpRequest, slug: str, code: str, visitor: int) -> dict[str, Any]:
    """Say which slot a visitor got, and why."""
    row = code_at(request, slug, code, Permission.SEE_CONSOLE)
    if not 0 < visitor <= LARGEST:
        raise NotFound(_("There is no such visitor."))
    return explain(row.slug, visitor, now=now())
