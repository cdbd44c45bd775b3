"""The slots behind a live code."""

from datetime import time

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status
from pydantic import AwareDatetime

from coterie.api.codes import code_at
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import actor_of
from coterie.communities.enums import Permission
from coterie.joining.domain.slot import add_slot, edit_slot
from coterie.joining.enums import Target, Whom
from coterie.joining.models import Slot
from coterie.joining.queries.codes import slots_visible_to
from coterie.kit.clock import now
from coterie.kit.errors import NotFound

router = Router(tags=["live codes"])
SMALL = 2**31 - 1


class SlotFacts(Schema):
    """What can be changed of a slot."""

    capacity: int = Field(ge=0, le=100_000)
    reserve: int = Field(0, ge=0, le=100_000)
    valid_from: AwareDatetime | None = None
    expires_at: AwareDatetime | None = None
    order: int | None = Field(None, ge=0, le=10_000)
    weight: int = Field(1, ge=1, le=1000)
    languages: str = Field("", max_length=60, description="short names, like `zh en ja`")
    from_time: time | None = Field(None, description="of the community's day, with `to_time`")
    to_time: time | None = None
    whom: Whom = Whom.ANYBODY


class SlotIn(SlotFacts):
    """Seats to add: in a group (by key), at an address elsewhere, or in a chat network's room."""

    group: str = Field("", max_length=12)
    external_url: str = Field("", max_length=500)
    room: str = Field("", max_length=200)


class SlotOut(SlotFacts):
    """A slot."""

    number: int
    group: str | None
    target: Target
    external_url: str
    picture_text: str
    taken: int
    inside: int


def shown(row: Slot) -> SlotOut:
    """Return a slot as the API shows one."""
    facts = {name: getattr(row, name) for name in SlotOut.model_fields if hasattr(row, name)}
    hours = {"from_time": clock_of(row.from_minute), "to_time": clock_of(row.to_minute)}
    group = row.group.key if row.group else None
    return SlotOut(**{**facts, **hours, "group": group, "inside": row.joined + row.corrected})


def clock_of(minute: int | None) -> time | None:
    """Return a minute of the day as a time."""
    return None if minute is None else time(minute // 60, minute % 60)


@router.get("/communities/{slug}/codes/{code}/slots", response=Page[SlotOut])
def slots(request: HttpRequest, slug: str, code: str, part: Query[Slice]) -> dict[str, object]:
    """List the slots of a code, newest first."""
    row = code_at(request, slug, code, Permission.SEE_CONSOLE)
    return page_of(slots_visible_to(actor_of(request), row.community_id).filter(code=row), part, shown)


@router.post("/communities/{slug}/codes/{code}/slots", response={201: SlotOut})
def new_slot(request: HttpRequest, slug: str, code: str, body: SlotIn) -> Status[SlotOut]:
    """Add seats to a code."""
    row = code_at(request, slug, code, Permission.EDIT_CODES)
    return Status(201, shown(add_slot(code=row.pk, **body.dict(), actor=actor_of(request), now=now())))


@router.put("/communities/{slug}/codes/{code}/slots/{number}", response=SlotOut)
def change(request: HttpRequest, slug: str, code: str, number: int, body: SlotFacts) -> SlotOut:
    """Change a slot; nobody who has a seat is moved."""
    slot = slot_at(request, slug, code, number)
    facts = body.dict() | ({"order": slot.order} if body.order is None else {})
    return shown(edit_slot(slot=slot.pk, **facts, actor=actor_of(request), now=now()))


def slot_at(request: HttpRequest, slug: str, code: str, number: int) -> Slot:
    """Return one slot of a code, to be changed."""
    row = code_at(request, slug, code, Permission.EDIT_CODES)
    slots = slots_visible_to(actor_of(request), row.community_id).filter(code=row)
    slot = slots.filter(number=number).first() if 0 < number <= SMALL else None
    if slot is None:
        raise NotFound(_("There is no such slot."))
    return slot
