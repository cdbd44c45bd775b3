"""Lectures: writing them, putting them in order, taking them out."""

from datetime import date, datetime
from typing import Any, TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.kit.actor import Actor
from coterie.kit.bounds import refuse_beyond
from coterie.kit.db.rows import altered, locked
from coterie.kit.errors import Invalid, NotFound
from coterie.kit.text import clean
from coterie.market.domain.certificate import certify_all
from coterie.market.domain.chapter import behind, changed, checked_title, own_chapter, own_course
from coterie.market.enums import LectureKind, Opens
from coterie.market.models import Chapter, Lecture, Note, Offer, Progress, Question
from coterie.platform.files.storing import stored_file

FIRST, LAST = date(2000, 1, 1), date(2100, 1, 1)
WANTED = {
    LectureKind.TEXT: ("text", _("Write what is to be read.")),
    LectureKind.AUDIO: ("file", _("Choose a recording: MP3 or M4A.")),
    LectureKind.VIDEO: ("link", _("Say where the video is.")),
    LectureKind.FILE: ("file", _("Choose a file.")),
}


class LectureFacts(TypedDict, total=False):
    """What a teacher decides; what is left out stays, or is as usual. `file` is the key of a stored file."""

    title: str
    kind: str
    text: str
    file: str
    file_name: str
    link: str
    minutes: int
    preview: bool
    opens: str
    opens_on: date | None
    after_days: int | None


@transaction.atomic
def add_lecture(*, chapter: int, actor: Actor, now: datetime, **facts: Unpack[LectureFacts]) -> Lecture:
    """Write a lecture at the end of a chapter. Raises Invalid naming what is wrong."""
    parent, course = own_chapter(chapter, actor)
    row = Lecture(chapter=parent, position=behind(parent.lectures.all()), **checked(facts, None))
    refuse_empty(row, course)
    row.save()
    changed(course, ["lectures"], actor, now)
    return row


@transaction.atomic
def edit_lecture(*, lecture: int, actor: Actor, now: datetime, **facts: Unpack[LectureFacts]) -> Lecture:
    """Change a lecture; how far its readers are stays. Raises Invalid naming what is wrong."""
    row, course = own_lecture(lecture, actor)
    fields = altered(row, checked(facts, row))
    refuse_empty(row, course)
    if fields:
        row.save(update_fields=fields)
        changed(course, ["lectures"], actor, now)
    return row


@transaction.atomic
def move_lecture(*, lecture: int, up: bool, actor: Actor, now: datetime) -> Lecture:
    """Let a lecture and its neighbour change places; past the edge of a chapter it goes into the next one."""
    row, course = own_lecture(lecture, actor)
    rows = list(row.chapter.lectures.filter(removed_at=None).order_by("position", "pk"))
    place = rows.index(row) + (-1 if up else 1)
    if 0 <= place < len(rows):
        rows.remove(row)
        rows.insert(place, row)
    elif (beyond := neighbour(row.chapter, course, up=up)) is not None:
        row.chapter = beyond
        rows = list(beyond.lectures.filter(removed_at=None).order_by("position", "pk"))
        rows = [*rows, row] if up else [row, *rows]
    else:
        return row
    for position, one in enumerate(rows, start=1):
        one.position = position
    Lecture.objects.bulk_update(rows, ["position", "chapter"])
    changed(course, ["lectures"], actor, now)
    return row


@transaction.atomic
def remove_lecture(*, lecture: int, actor: Actor, now: datetime) -> None:
    """Take a lecture out; where somebody began it, noted or asked something, that is kept.

    Whoever had done everything else has then done all.
    """
    row, course = own_lecture(lecture, actor)
    if any(kind.objects.filter(lecture=row).exists() for kind in (Progress, Note, Question)):
        row.removed_at = now
        row.save(update_fields=["removed_at"])
    else:
        row.delete()
    changed(course, ["lectures"], actor, now)
    certify_all(course, actor, now)


def own_lecture(lecture: int, actor: Actor) -> tuple[Lecture, Offer]:
    """Lock a lecture and the course around it."""
    found = Lecture.objects.select_related("chapter").filter(pk=lecture, removed_at=None).first()
    if found is None:
        raise NotFound(_("There is no such lecture."))
    course = own_course(found.chapter.offer_id, actor)
    return locked(Lecture.objects.select_related("chapter").filter(pk=lecture, removed_at=None)), course


def neighbour(chapter: Chapter, course: Offer, *, up: bool) -> Chapter | None:
    """Return the chapter before or behind another."""
    rows = list(course.chapters.filter(removed_at=None).order_by("position", "pk"))
    place = rows.index(chapter) + (-1 if up else 1)
    return rows[place] if 0 <= place < len(rows) else None


def checked(facts: LectureFacts, row: Lecture | None) -> dict[str, Any]:
    """Return the facts as they are kept."""
    kept: dict[str, Any] = dict(facts)
    if "title" in kept or row is None:
        kept["title"] = checked_title(kept.get("title", ""))
    for name, most in (("text", 20_000), ("link", 500), ("file_name", 120)):
        if name in kept:
            kept[name] = clean(kept[name])[:most]
    refuse_beyond({"minutes": (0, 600)}, kept)
    return kept | opening(kept)


def opening(kept: dict[str, Any]) -> dict[str, Any]:
    """Return when a lecture opens, of what was said about it. Raises Invalid for no day."""
    opens = kept.pop("opens", None)
    if opens is None:
        return {}
    day = kept.get("opens_on") if opens == Opens.DATE else None
    days = kept.get("after_days") if opens == Opens.DAYS else None
    if opens == Opens.DATE and (day is None or not FIRST <= day <= LAST):
        raise Invalid(_("Say on which day it opens."), field="opens_on")
    if opens == Opens.DAYS and (days is None or not 1 <= days <= 3660):
        raise Invalid(_("Say after how many days it opens."), field="after_days")
    return {"opens_on": day, "after_days": days}


def refuse_empty(row: Lecture, course: Offer) -> None:
    """Refuse a lecture that lacks what its kind is about."""
    if row.kind not in LectureKind.values:
        raise Invalid(_("Choose from the list."), field="kind")
    field, why = WANTED[LectureKind(row.kind)]
    if not getattr(row, field):
        raise Invalid(why, field=field)
    if row.file:
        stored = stored_file(row.file)
        if stored.community != course.community_id:
            raise NotFound
        if row.kind == LectureKind.AUDIO and not stored.media_type.startswith("audio/"):
            raise Invalid(_("This is no recording: MP3 or M4A."), field="file")
    try:
        if row.link:
            URLValidator(schemes=["http", "https"])(row.link)
    except ValidationError as error:
        raise Invalid(_("This is no address of the web."), field="link") from error
