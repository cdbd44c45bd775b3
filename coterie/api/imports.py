"""History that comes in from a file, and the book of what came in."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Field, File, Form, Query, Router, Schema, Status, UploadedFile

from coterie.api.found import community_at
from coterie.api.once import works_apart
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import actor_of
from coterie.api.upload import MB, on_disk, refuse_large
from coterie.communities.enums import Permission
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.reach.domain.import_file import AUTO, import_file
from coterie.reach.models import ImportRun
from coterie.reach.queries.import_runs import import_runs_visible_to

router = Router(tags=["history"])

LARGEST = 50 * MB
"""Of a file, packed or not; larger ones go through the terminal."""


class Wanted(Schema):
    """What a file is, and where it goes."""

    kind: str = Field(AUTO, max_length=20, description="`auto` finds out")
    group: str = Field("", max_length=60, description="of a chat log, by key or name; else one named after the file")
    timezone: str = Field("", max_length=40, description="of times that name none; else the community's")


class ImportOut(Schema):
    """A file that was taken in; one that broke off has no end."""

    key: str
    kind: str
    file: str
    group: str | None
    by: str | None
    started_at: datetime
    ended_at: datetime | None


class ImportReported(ImportOut):
    """A file that was taken in, and what it brought: the fields of `coterie import`."""

    report: dict[str, Any] | None


def shown(row: ImportRun) -> dict[str, object]:
    """Return an import as the API shows one."""
    facts = {name: getattr(row, name) for name in ImportReported.model_fields if name != "by"}
    group, account = row.group, row.account
    return {**facts, "group": group.key if group else None, "by": account.name if account else None}


@router.get("/communities/{slug}/imports", response=Page[ImportOut])
def imports(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the files that were taken in, newest first."""
    community = community_at(request, slug, Permission.IMPORT)
    return page_of(import_runs_visible_to(actor_of(request), community.pk), part, shown)


@router.post("/communities/{slug}/imports", response={201: dict[str, Any]})
@works_apart
def take(
    request: HttpRequest, response: HttpResponse, slug: str, file: File[UploadedFile], wanted: Form[Wanted]
) -> Status[dict[str, Any]]:
    """Take the history in a file over: the answer of `coterie import`; taking it twice adds nothing."""
    community = community_at(request, slug, Permission.IMPORT)
    refuse_large(file, LARGEST, "file")
    facts: dict[str, Any] = {"kind": wanted.kind, "group": wanted.group or None, "timezone": wanted.timezone}
    with on_disk(file) as path:
        known: dict[str, Any] = {"path": path, "name": file.name or "", "community": community.pk}
        report = import_file(**facts, **known, actor=actor_of(request), now=now())
    response["Location"] = f"{request.path}/{report.run}"
    return Status(201, report.as_json())


@router.get("/communities/{slug}/imports/{key}", response=ImportReported)
def one(request: HttpRequest, slug: str, key: str) -> dict[str, object]:
    """Show what a file brought."""
    community = community_at(request, slug, Permission.IMPORT)
    row = import_runs_visible_to(actor_of(request), community.pk).filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such import."))
    return shown(row)
