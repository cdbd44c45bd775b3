"""Posters around live codes, one by one and many at once."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from ninja import Field, File, Query, Router, Schema, Status, UploadedFile

from coterie.api.binary import drawn_as
from coterie.api.found import community_at
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import actor_of
from coterie.api.upload import MB, refuse_large
from coterie.communities.enums import Permission
from coterie.joining.designs.poster import PHONE, PRINT
from coterie.joining.domain.poster import edit_poster, hang_photo, make_poster, remove_poster
from coterie.joining.domain.print_run import start_print_run
from coterie.joining.enums import PosterDesign, PosterForm, PrintedFor
from coterie.joining.models import Poster, PrintRun
from coterie.joining.queries.posters import posters_visible_to, sheet_of
from coterie.joining.queries.print_runs import print_runs_visible_to
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.kit.sheet.pdf import document
from coterie.kit.sheet.raster import picture
from coterie.platform.files import bundle
from coterie.platform.files.storing import store_picture

router = Router(tags=["live codes"])
LARGEST = 12 * MB


class Language(StrEnum):
    """In which language a poster calls."""

    ENGLISH = "en"
    CHINESE = "zh-hans"


class SheetIn(Schema):
    """What stands on every poster; `code` is the slug of a live code."""

    code: str = Field(max_length=7)
    headline: str = Field(min_length=1, max_length=80)
    design: PosterDesign = PosterDesign.QUIET
    language: Language = Language.ENGLISH
    line: str = Field("", max_length=200)


class PosterIn(SheetIn):
    """A poster of a place or of a person."""

    name: str = Field("", max_length=60)
    title: str = Field("", max_length=60)


class PosterOut(PosterIn):
    """A poster."""

    key: str
    has_photo: bool
    created_at: datetime


class RunIn(SheetIn):
    """A poster for each of many; `code` is where those of members lead."""

    code: str = Field("", max_length=7)
    people: PrintedFor = PrintedFor.MEMBERS
    form: PosterForm = PosterForm.PNG


class RunOut(Schema):
    """How far a print run is."""

    key: str
    people: PrintedFor
    form: PosterForm
    done: int
    total: int
    created_at: datetime
    finished_at: datetime | None


class PosterFile(StrEnum):
    """What a poster is handed over as."""

    PRINT_PNG = "print.png"
    PHONE_PNG = "phone.png"
    PRINT_PDF = "print.pdf"


def shown(row: Poster) -> dict[str, Any]:
    """Return a poster as the API shows one."""
    facts = {name: getattr(row, name) for name in PosterOut.model_fields if hasattr(row, name)}
    return {**facts, "code": row.code.slug, "has_photo": bool(row.photo)}


def poster_at(request: HttpRequest, slug: str, key: str, permission: str) -> Poster:
    """Return one poster of a community."""
    community = community_at(request, slug, permission)
    row = posters_visible_to(actor_of(request), community.pk).filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such poster."))
    return row


@router.get("/communities/{slug}/posters", response=Page[PosterOut])
def posters(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the posters, newest first."""
    community = community_at(request, slug, Permission.SEE_CONSOLE)
    return page_of(posters_visible_to(actor_of(request), community.pk), part, shown)


@router.post("/communities/{slug}/posters", response={201: PosterOut})
def new_poster(request: HttpRequest, slug: str, body: PosterIn) -> Status[dict[str, Any]]:
    """Design a poster."""
    community = community_at(request, slug, Permission.EDIT_CODES)
    row = make_poster(community=community.pk, **body.dict(), actor=actor_of(request), now=now())
    return Status(201, shown(row))


@router.get("/communities/{slug}/posters/{key}", response=PosterOut)
def one(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Show what stands on a poster."""
    return shown(poster_at(request, slug, key, Permission.SEE_CONSOLE))


@router.put("/communities/{slug}/posters/{key}", response=PosterOut)
def change(request: HttpRequest, slug: str, key: str, body: PosterIn) -> dict[str, Any]:
    """Change what stands on a poster."""
    row = poster_at(request, slug, key, Permission.EDIT_CODES)
    return shown(edit_poster(poster=row.pk, **body.dict(), actor=actor_of(request), now=now()))


@router.delete("/communities/{slug}/posters/{key}", response={204: None})
def removal(request: HttpRequest, slug: str, key: str) -> Status[None]:
    """Take a poster away; what is printed keeps working."""
    row = poster_at(request, slug, key, Permission.EDIT_CODES)
    remove_poster(poster=row.pk, actor=actor_of(request), now=now())
    return Status(204, None)


@router.post("/communities/{slug}/posters/{key}/photo", response=PosterOut)
def photo(request: HttpRequest, slug: str, key: str, picture: File[UploadedFile]) -> dict[str, Any]:
    """Put a portrait on a poster."""
    row = poster_at(request, slug, key, Permission.EDIT_CODES)
    refuse_large(picture, LARGEST, "picture")
    stored = store_picture(picture.read(), community=row.community_id, now=now())
    return shown(hang_photo(poster=row.pk, photo=stored.key, actor=actor_of(request), now=now()))


@router.delete("/communities/{slug}/posters/{key}/photo", response=PosterOut)
def photo_removal(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Take the portrait from a poster."""
    row = poster_at(request, slug, key, Permission.EDIT_CODES)
    return shown(hang_photo(poster=row.pk, photo="", actor=actor_of(request), now=now()))


@router.get(
    "/communities/{slug}/posters/{key}/{file}",
    response={200: None},
    openapi_extra=drawn_as("image/png", "application/pdf"),
)
def poster_file(request: HttpRequest, slug: str, key: str, file: PosterFile) -> HttpResponse:
    """Draw a poster: a PNG of A4 at 300 dots an inch, one for phones, or a PDF."""
    sheet = sheet_of(poster_at(request, slug, key, Permission.SEE_CONSOLE))
    if file is PosterFile.PRINT_PDF:
        return HttpResponse(document(sheet), content_type="application/pdf")
    width = PRINT if file is PosterFile.PRINT_PNG else PHONE
    return HttpResponse(picture(sheet, width=width), content_type="image/png")


def told(row: PrintRun) -> dict[str, Any]:
    """Return a print run as the API shows one."""
    facts = {name: getattr(row, name) for name in RunOut.model_fields if hasattr(row, name)}
    return {**facts, "people": row.printed_for}


@router.post("/communities/{slug}/print-runs", response={201: RunOut})
def new_run(request: HttpRequest, slug: str, body: RunIn) -> Status[dict[str, Any]]:
    """Ask for a poster for each member or each code; they are drawn in the background."""
    community = community_at(request, slug, Permission.EDIT_CODES)
    return Status(201, told(start_print_run(community=community.pk, **body.dict(), actor=actor_of(request), now=now())))


@router.get("/communities/{slug}/print-runs", response=Page[RunOut])
def runs(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the print runs of the last days, newest first."""
    community = community_at(request, slug, Permission.EDIT_CODES)
    return page_of(print_runs_visible_to(actor_of(request), community.pk), part, told)


@router.get("/communities/{slug}/print-runs/{key}", response=RunOut)
def run(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Show how far a print run is."""
    return told(run_at(request, slug, key))


@router.get("/communities/{slug}/print-runs/{key}/zip", response={200: None}, openapi_extra=drawn_as("application/zip"))
def run_zip(request: HttpRequest, slug: str, key: str) -> HttpResponseBase:
    """Fetch the posters of a finished run."""
    row = run_at(request, slug, key)
    path = bundle.packed(row.key)
    if row.finished_at is None or not path.exists():
        raise NotFound(_("The posters are not all drawn yet."))
    answer = StreamingHttpResponse(bundle.parts(path), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{slug}-posters.zip"'
    return answer


def run_at(request: HttpRequest, slug: str, key: str) -> PrintRun:
    """Return one print run of a community."""
    community = community_at(request, slug, Permission.EDIT_CODES)
    row = print_runs_visible_to(actor_of(request), community.pk).filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such print run."))
    return row
