"""Baits: what people are promised for coming, where it hangs, and who got it."""

from datetime import datetime
from typing import Any, Literal

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, File, Form, Query, Router, Schema, Status, UploadedFile
from pydantic import AwareDatetime

from coterie.api.channels import Archive, channel_at
from coterie.api.codes import code_at
from coterie.api.found import community_at
from coterie.api.once import works_apart
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import actor_of
from coterie.api.upload import refuse_large
from coterie.communities.enums import Permission
from coterie.joining.domain.bait import add_texts, archive_bait, create_bait, edit_bait, restore_bait
from coterie.joining.domain.bait_hook import hang_on_channel, hang_on_code
from coterie.joining.enums import BaitKind, BaitState
from coterie.joining.models import Bait, BaitDelivery
from coterie.joining.queries.baits import baits_visible_to, deliveries_visible_to, left_of
from coterie.joining.rules import bait_state
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.platform.files.document import LARGEST
from coterie.platform.files.storing import store_document

router = Router(tags=["baits"])
BAITS, BAIT = "/communities/{slug}/baits", "/communities/{slug}/baits/{key}"


class Ending(Schema):
    """How long a bait lasts; without limit and end, for everybody."""

    title: str = Field(min_length=1, max_length=60)
    limit: int | None = Field(None, ge=1, le=1_000_000)
    expires_at: AwareDatetime | None = None


class BaitFacts(Ending):
    """What can be changed of a bait; `url` is of links, `text` of texts for all."""

    url: str = Field("", max_length=500)
    text: str = Field("", max_length=2000)


class BaitIn(BaitFacts):
    """A new bait that is no file; `texts` are given away one by one."""

    kind: Literal[BaitKind.LINK, BaitKind.TEXT, BaitKind.TEXTS]
    texts: list[str] = Field([], max_length=10_000)


class BaitOut(BaitFacts):
    """A bait with what is left (null: for everybody), and where it hangs: slugs of codes, keys of channels."""

    key: str
    kind: BaitKind
    state: BaitState
    delivered: int
    left: int | None
    codes: list[str]
    channels: list[str]
    created_at: datetime


class Texts(Schema):
    """More texts, each to be given once."""

    texts: list[str] = Field(min_length=1, max_length=10_000)


class Added(Schema):
    """How many texts were new."""

    added: int


class Hook(Schema):
    """What hangs somewhere: the key of a bait, or nothing."""

    bait: str | None = Field(None, max_length=12)


class DeliveryOut(Schema):
    """Who got a bait, and when; texts stay with their members."""

    member: str
    number: int
    at: datetime


def shown(row: Bait) -> dict[str, Any]:
    """Return a bait as the API shows one."""
    facts = {name: getattr(row, name) for name in BaitOut.model_fields if hasattr(row, name)}
    texts = row.texts.filter(given_at=None).count() if not hasattr(row, "texts_left") else row.texts_left
    hung = {"codes": [code.slug for code in row.codes.all()], "channels": [it.key for it in row.channels.all()]}
    return {**facts, **hung, "state": bait_state(row, now(), texts=texts), "left": left_of(row, texts)}


def bait_at(request: HttpRequest, slug: str, key: str, permission: str) -> Bait:
    """Return one bait of a community."""
    community = community_at(request, slug, permission)
    row = baits_visible_to(actor_of(request), community.pk).filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such bait."))
    return row


def stored(upload: UploadedFile, community: int) -> str:
    """Keep a file and return its key. Raises Invalid for what is not safe to hand over."""
    refuse_large(upload, LARGEST, "file")
    return store_document(upload.read(), community=community, now=now()).key


@router.get(BAITS, response=Page[BaitOut])
def baits(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the baits, newest first."""
    community = community_at(request, slug, Permission.SEE_CONSOLE)
    rows = baits_visible_to(actor_of(request), community.pk).prefetch_related("codes", "channels")
    return page_of(rows, part, shown)


@router.post(BAITS, response={201: BaitOut})
def new_bait(request: HttpRequest, slug: str, body: BaitIn) -> Status[dict[str, Any]]:
    """Make a bait that is a link, a text for all, or one text each."""
    community = community_at(request, slug, Permission.EDIT_CODES)
    row = create_bait(community=community.pk, **body.dict(), actor=actor_of(request), now=now())
    return Status(201, shown(row))


@router.post("/communities/{slug}/files", response={201: BaitOut})
@works_apart
def new_file(request: HttpRequest, slug: str, file: File[UploadedFile], said: Form[Ending]) -> Status[dict[str, Any]]:
    """Make a bait of a file: a PDF, e-book, office document, picture, MP3, MP4, text or ZIP of up to 20 MB."""
    community = community_at(request, slug, Permission.EDIT_CODES)
    facts = {**said.dict(), "file": stored(file, community.pk)}
    row = create_bait(community=community.pk, kind=BaitKind.FILE, **facts, actor=actor_of(request), now=now())
    return Status(201, shown(row))


@router.get(BAIT, response=BaitOut)
def one(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Show a bait."""
    return shown(bait_at(request, slug, key, Permission.SEE_CONSOLE))


@router.put(BAIT, response=BaitOut)
def change(request: HttpRequest, slug: str, key: str, body: BaitFacts) -> dict[str, Any]:
    """Change a bait; who has it keeps it."""
    row = bait_at(request, slug, key, Permission.EDIT_CODES)
    return shown(edit_bait(bait=row.pk, **body.dict(), actor=actor_of(request), now=now()))


@router.post(f"{BAIT}/file", response=BaitOut)
@works_apart
def replace(request: HttpRequest, slug: str, key: str, file: File[UploadedFile]) -> dict[str, Any]:
    """Put another file into a bait."""
    row = bait_at(request, slug, key, Permission.EDIT_CODES)
    return shown(edit_bait(bait=row.pk, file=stored(file, row.community_id), actor=actor_of(request), now=now()))


@router.put(f"{BAIT}/archive", response=BaitOut)
def put_away(request: HttpRequest, slug: str, key: str, body: Archive) -> dict[str, Any]:
    """Put a bait away, or take it out again."""
    row = bait_at(request, slug, key, Permission.EDIT_CODES)
    verb = archive_bait if body.archived else restore_bait
    return shown(verb(bait=row.pk, actor=actor_of(request), now=now()))


@router.post(f"{BAIT}/texts", response=Added)
def more_texts(request: HttpRequest, slug: str, key: str, body: Texts) -> dict[str, int]:
    """Put more texts into a bait that gives each once."""
    row = bait_at(request, slug, key, Permission.EDIT_CODES)
    return {"added": add_texts(bait=row.pk, texts=body.texts, actor=actor_of(request), now=now())}


def given(row: BaitDelivery) -> dict[str, Any]:
    """Return a delivery as the API shows one."""
    return {"member": row.member.key, "number": row.member.number, "at": row.at}


@router.get(f"{BAIT}/deliveries", response=Page[DeliveryOut])
def deliveries(request: HttpRequest, slug: str, key: str, part: Query[Slice]) -> dict[str, object]:
    """List who got a bait, the latest first."""
    row = bait_at(request, slug, key, Permission.SEE_MEMBERS)
    return page_of(deliveries_visible_to(actor_of(request), row.community_id).filter(bait=row), part, given)


@router.put("/communities/{slug}/codes/{code}/bait", response=Hook)
def on_code(request: HttpRequest, slug: str, code: str, body: Hook) -> Hook:
    """Promise a bait to whoever joins by a code, or take the promise away."""
    row = code_at(request, slug, code, Permission.EDIT_CODES)
    bait = bait_at(request, slug, body.bait, Permission.EDIT_CODES).pk if body.bait else None
    hang_on_code(code=row.pk, bait=bait, actor=actor_of(request), now=now())
    return body


@router.put("/communities/{slug}/channels/{key}/bait", response=Hook)
def on_channel(request: HttpRequest, slug: str, key: str, body: Hook) -> Hook:
    """Promise a bait to whoever joins by any code of a channel, or take the promise away."""
    row = channel_at(request, slug, key, Permission.EDIT_CODES)
    bait = bait_at(request, slug, body.bait, Permission.EDIT_CODES).pk if body.bait else None
    hang_on_channel(channel=row.pk, bait=bait, actor=actor_of(request), now=now())
    return body
