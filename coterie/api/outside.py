"""Slots behind another group's QR code, whose people we cannot see, and what codes ask of their hosts."""

from datetime import datetime

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, File, Form, Query, Router, Schema, Status
from ninja.files import UploadedFile
from pydantic import AwareDatetime

from coterie.api.codes import code_at
from coterie.api.found import community_at
from coterie.api.paging import Page, Slice, page_of
from coterie.api.slots import SlotOut, shown, slot_at
from coterie.api.token import actor_of
from coterie.communities.enums import Permission
from coterie.joining.domain.host_task import finish_task
from coterie.joining.domain.outside import correct_count, replace_picture
from coterie.joining.domain.slot import add_slot
from coterie.joining.enums import HostTaskKind
from coterie.joining.models import HostTask
from coterie.joining.queries.host_tasks import host_tasks_visible_to
from coterie.kit.clock import now
from coterie.kit.errors import NotFound

router = Router(tags=["live codes"])


class PictureFacts(Schema):
    """What is said beside a picture; without an end it ends in seven days."""

    expires_at: AwareDatetime | None = None


class NewPictureFacts(PictureFacts):
    """A new slot behind a picture."""

    capacity: int = Field(ge=0, le=100_000)


class CountIn(Schema):
    """How many people a host counts in the group."""

    inside: int = Field(ge=0, le=100_000)


class HostTaskOut(Schema):
    """One thing that a code asks of its hosts."""

    key: str
    code: str
    slot: int | None
    kind: HostTaskKind
    opened_at: datetime
    done_at: datetime | None


@router.post("/communities/{slug}/codes/{code}/picture-slots", response={201: SlotOut})
def new_picture_slot(
    request: HttpRequest, slug: str, code: str, facts: Form[NewPictureFacts], picture: File[UploadedFile]
) -> Status[SlotOut]:
    """Add seats behind the QR code of another group."""
    row = code_at(request, slug, code, Permission.EDIT_CODES)
    given = facts.dict(exclude_none=True)
    return Status(
        201, shown(add_slot(code=row.pk, picture=picture.read(), **given, actor=actor_of(request), now=now()))
    )


@router.post("/communities/{slug}/codes/{code}/slots/{number}/picture", response=SlotOut)
def new_picture(  # noqa: PLR0917 - ninja calls by name
    request: HttpRequest, slug: str, code: str, number: int, facts: Form[PictureFacts], picture: File[UploadedFile]
) -> SlotOut:
    """Show another picture of the same group; every printed code stays."""
    row = slot_at(request, slug, code, number)
    return shown(
        replace_picture(slot=row.pk, picture=picture.read(), **facts.dict(), actor=actor_of(request), now=now())
    )


@router.put("/communities/{slug}/codes/{code}/slots/{number}/count", response=SlotOut)
def count(request: HttpRequest, slug: str, code: str, number: int, body: CountIn) -> SlotOut:
    """Set right how many people are behind a slot."""
    row = slot_at(request, slug, code, number)
    return shown(correct_count(slot=row.pk, inside=body.inside, actor=actor_of(request), now=now()))


@router.get("/communities/{slug}/host-tasks", response=Page[HostTaskOut])
def host_tasks(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List what the codes asked of their hosts, newest first."""
    community = community_at(request, slug, Permission.SEE_CONSOLE)
    return page_of(host_tasks_visible_to(actor_of(request), community.pk), part, task_shown)


@router.put("/communities/{slug}/host-tasks/{key}/completion", response=HostTaskOut)
def completion(request: HttpRequest, slug: str, key: str) -> HostTaskOut:
    """Mark what a code asked for as done."""
    community = community_at(request, slug, Permission.EDIT_CODES)
    rows = host_tasks_visible_to(actor_of(request), community.pk)
    row = rows.filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such task."))
    return task_shown(finish_task(task=row.pk, actor=actor_of(request), now=now()))


def task_shown(row: HostTask) -> HostTaskOut:
    """Return a task as the API shows one."""
    facts = {name: getattr(row, name) for name in ("key", "kind", "opened_at", "done_at")}
    return HostTaskOut(**facts, code=row.code.slug, slot=row.number or None)
