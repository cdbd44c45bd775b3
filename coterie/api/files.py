"""What hangs on messages: saying something with pictures, files or recordings, and having them."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from hashlib import sha256
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Field, File, Form, Query, Router, Schema, Status, UploadedFile

from coterie.api.binary import FOR_EVER, drawn_as, picture
from coterie.api.inside import READ, WRITE, group_in, message_in, own_member
from coterie.api.message import MessageOut
from coterie.api.once import HEADER, works_apart
from coterie.api.talk import seen
from coterie.api.token import caller_of, need_scope
from coterie.api.upload import MB, refuse_large
from coterie.kit.clock import now
from coterie.kit.errors import Invalid, NotFound
from coterie.platform.files.models import StoredFile
from coterie.platform.files.storing import place_of, remove, stored_file
from coterie.talk.domain.hanging import Paper, Shot, hung_up
from coterie.talk.domain.message import post_message
from coterie.talk.queries.drawing import hanging_on, papers_of, pictures_of
from coterie.talk.rules import MOST_HANGING

router = Router(tags=["talk"])

LARGEST = 20 * MB
"""Of one file; a picture may have 12."""


class Saying(Schema):
    """Something to say with what hangs on it; the same `nonce` again is the same message."""

    text: str = Field("", max_length=4000)
    reply_to: str = Field("", max_length=12)
    nonce: str = Field("", max_length=40)


class Size(StrEnum):
    """How large a picture is wanted: as it is kept, or for a list."""

    WHOLE = "whole"
    SMALL = "small"


class Look(Schema):
    """How a picture is looked at."""

    size: Size = Size.WHOLE


@router.post("/communities/{slug}/groups/{key}/files", response={201: MessageOut})
@works_apart
def post(
    request: HttpRequest, slug: str, key: str, files: File[list[UploadedFile]], said: Form[Saying]
) -> Status[MessageOut]:
    """Say something with pictures, files or recordings in a group where you sit; their bytes tell what they are."""
    actor = need_scope(request, WRITE)
    group, member = group_in(actor, slug, key), own_member(actor, slug)
    answered = message_in(actor, slug, said.reply_to).pk if said.reply_to else None
    facts: dict[str, Any] = {"group": group.pk, "member": member.pk, "text": said.text, "reply_to": answered}
    with kept(files, group.community_id) as stored:
        things = [thing for _file, thing in stored]
        nonce = said.nonce or nonce_of(request)
        row = post_message(**facts, nonce=nonce, things=things, actor=actor, now=now())
        hung = files_on(row.pk)
        stored[:] = [one for one in stored if one[0].key not in hung]
    return Status(201, seen(row, actor))


def nonce_of(request: HttpRequest) -> str | None:
    """Return a mark of the message for who asks with a key, so that after a crash it is not said twice."""
    key = request.headers.get(HEADER)
    return sha256(f"{caller_of(request).token} {key}".encode()).hexdigest()[:40] if key else None


def files_on(message: int) -> set[str]:
    """Return the keys of what hangs on a message."""
    hanging = hanging_on([message], ())[message]
    return {shot.file for shot in hanging.pictures} | {paper.file for paper in hanging.papers}


@contextmanager
def kept(uploads: list[UploadedFile], community: int) -> Iterator[list[tuple[StoredFile, Shot | Paper]]]:
    """Keep what is said something with; those that are still listed at the end hang nowhere and go."""
    if not 1 <= len(uploads) <= MOST_HANGING:
        raise Invalid(_("A message has between 1 and 4,000 signs, and at most 9 pictures or files."), field="files")
    for upload in uploads:
        refuse_large(upload, LARGEST, "files")
    stored: list[tuple[StoredFile, Shot | Paper]] = []
    try:
        stored.extend(hung_up(upload.read(), upload.name or "", community=community, now=now()) for upload in uploads)
        yield stored
    finally:
        for file, _thing in stored:
            remove(file)


@router.get(
    "/communities/{slug}/messages/{key}/pictures/{picture}", response={200: None}, openapi_extra=drawn_as("image/webp")
)
def look(request: HttpRequest, slug: str, key: str, picture: str, part: Query[Look]) -> HttpResponse:
    """Look at a picture of a message."""
    row = message_in(need_scope(request, READ), slug, key)
    shown = pictures_of([row.pk]).get(row.pk, ()) if row.deleted_at is None else ()
    if picture not in {shot.file for shot in shown}:
        raise NotFound(_("There is no such picture."))
    return bytes_of(picture, part.size)


@router.get(
    "/communities/{slug}/messages/{key}/files/{file}",
    response={200: None},
    openapi_extra=drawn_as("application/octet-stream"),
)
def have(request: HttpRequest, slug: str, key: str, file: str) -> HttpResponse:
    """Have a file or recording of a message."""
    row = message_in(need_scope(request, READ), slug, key)
    there = papers_of([row.pk]).get(row.pk, ()) if row.deleted_at is None else ()
    if file not in {paper.file for paper in there}:
        raise NotFound(_("There is no such file."))
    return bytes_of(file, Size.WHOLE)


def bytes_of(key: str, size: Size) -> HttpResponse:
    """Answer with a stored picture."""
    stored = stored_file(key)
    answer = picture(place_of(stored, small=size is Size.SMALL).read_bytes(), stored.media_type)
    answer["Cache-Control"] = FOR_EVER
    return answer
