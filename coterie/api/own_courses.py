"""Courses for who bought them: lectures, progress, notes, questions."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status

from coterie.api.binary import FOR_EVER, drawn_as, picture
from coterie.api.inside import READ, WRITE, community_inside, own_member
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import need_scope
from coterie.kit.actor import Actor
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.market.domain.progress import begin_lecture, finish_lecture, keep_note
from coterie.market.domain.question import ask_teacher
from coterie.market.models import Offer
from coterie.market.queries.courses import note_of, questions_seen
from coterie.market.queries.lectures import (
    Course,
    Place,
    course_seen,
    courses_known_to,
    lecture_of,
    own_courses,
    reader_of,
)
from coterie.members.queries.members import member_of
from coterie.platform.files.storing import place_of, stored_file

router = Router(tags=["courses"])
MINE = "/me/memberships/{slug}/courses"
COURSE = f"{MINE}/{{key}}"
LECTURE = f"{COURSE}/lectures/{{lecture}}"
QUESTIONS = 50


class OwnCourseOut(Schema):
    """A course that you may enter, and how far you are."""

    key: str
    title: str
    teaser: str
    entered: bool
    of: int
    done: int
    certified: bool


class PlaceOut(Schema):
    """A lecture in its chapter; `opens`: when it will, if it is closed now."""

    key: str
    title: str
    kind: str
    minutes: int
    preview: bool
    open: bool
    opens: datetime | None
    begun: bool
    done: bool


class PartOut(Schema):
    """A chapter."""

    key: str
    title: str
    lectures: list[PlaceOut]


class CertificateOut(Schema):
    """Your certificate."""

    number: int
    at: datetime


class InsideOut(Schema):
    """A course as you find it."""

    key: str
    title: str
    teaser: str
    offer: str
    entered: bool
    chapters: list[PartOut]
    certificate: CertificateOut | None


class AskedOut(Schema):
    """A question of yours, or one that was answered for all."""

    key: str
    mine: bool
    by: str
    text: str
    asked_at: datetime
    answer: str
    answered_at: datetime | None


class InLectureOut(PlaceOut):
    """An open lecture: what it says, your note, what was asked."""

    text: str
    link: str
    file_name: str
    note: str
    questions: list[AskedOut]


class NoteIn(Schema):
    """What you write down; nothing takes the note away."""

    text: str = Field("", max_length=4000)


class QuestionIn(Schema):
    """What you ask the teacher."""

    text: str = Field(min_length=1, max_length=1000)


def course_in(actor: Actor, slug: str, key: str) -> Course:
    """Return a course as the actor finds it. Raises NotFound."""
    community, at = community_inside(actor, slug), now()
    member = member_of(actor, community.pk)
    number = member.pk if member else None
    offer: Offer | None = courses_known_to(actor, community.pk, number, at).filter(key=key).first()
    if offer is None:
        raise NotFound(_("There is no such course."))
    return course_seen(offer, reader_of(offer, number, at, actor), at)


def lecture_in(actor: Actor, slug: str, key: str, lecture: str) -> tuple[Course, Place]:
    """Return a lecture as the actor finds it. Raises NotFound."""
    course = course_in(actor, slug, key)
    place = next((one for one in course.places if one.key == lecture), None)
    if place is None:
        raise NotFound(_("There is no such lecture."))
    return course, place


def open_in(actor: Actor, slug: str, key: str, lecture: str) -> tuple[Course, Place]:
    """Return a lecture that is open to the actor. Raises NotFound."""
    course, place = lecture_in(actor, slug, key, lecture)
    if not place.open:
        raise NotFound(_("There is no such lecture."))
    return course, place


def place_shown(place: Place) -> dict[str, Any]:
    """Return a lecture in its chapter."""
    return {name: getattr(place, name) for name in PlaceOut.model_fields}


def inside_shown(actor: Actor, slug: str, key: str, lecture: str) -> dict[str, Any]:
    """Return an open lecture."""
    course, place = open_in(actor, slug, key, lecture)
    row, member = lecture_of(place), course.reader.member
    asked = [
        {
            "key": one.key, "mine": one.member_id == member, "by": one.member.name, "text": one.text,
            "asked_at": one.asked_at, "answer": one.answer, "answered_at": one.answered_at,
        }
        for one in questions_seen(place.pk, member)[:QUESTIONS]
    ]  # fmt: skip
    facts = {"text": row.text, "link": row.link, "file_name": row.file_name, "note": note_of(row.pk, member)}
    return {**place_shown(place), **facts, "questions": asked}


@router.get(MINE, response=Page[OwnCourseOut])
def courses(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the courses that you may enter, and how far you are."""
    member = own_member(need_scope(request, READ), slug)
    return page_of(own_courses(member.pk, now()).filter(community=member.community_id), part)


@router.get(COURSE, response=InsideOut)
def course(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Show what a course holds, what of it is open to you, and what opens when."""
    seen = course_in(need_scope(request, READ), slug, key)
    facts = {"key": seen.offer.key, "title": seen.offer.title, "teaser": seen.offer.teaser, "offer": seen.offer.slug}
    parts = [
        {"key": part.key, "title": part.title, "lectures": [place_shown(place) for place in part.lectures]}
        for part in seen.parts
    ]
    return {**facts, "entered": seen.entered, "chapters": parts, "certificate": seen.certificate}


@router.get(LECTURE, response=InLectureOut)
def lecture(request: HttpRequest, slug: str, key: str, lecture: str) -> dict[str, Any]:
    """Show a lecture that is open to you."""
    return inside_shown(need_scope(request, READ), slug, key, lecture)


@router.get(f"{LECTURE}/file", response={200: None}, openapi_extra=drawn_as("application/octet-stream"))
def file(request: HttpRequest, slug: str, key: str, lecture: str) -> HttpResponse:
    """Have the recording or the file of a lecture that is open to you."""
    _course, place = open_in(need_scope(request, READ), slug, key, lecture)
    row = lecture_of(place)
    if not row.file:
        raise NotFound(_("There is no such file."))
    stored = stored_file(row.file)
    answer = picture(place_of(stored).read_bytes(), stored.media_type)
    answer["Cache-Control"] = FOR_EVER
    return answer


@router.put(f"{LECTURE}/begun", response=InLectureOut)
def begin(request: HttpRequest, slug: str, key: str, lecture: str) -> dict[str, Any]:
    """Begin a lecture."""
    actor = need_scope(request, WRITE)
    begin_lecture(lecture=lecture_in(actor, slug, key, lecture)[1].pk, actor=actor, now=now())
    return inside_shown(actor, slug, key, lecture)


@router.put(f"{LECTURE}/done", response=InLectureOut)
def finish(request: HttpRequest, slug: str, key: str, lecture: str) -> dict[str, Any]:
    """Be done with a lecture; with the last one you get a certificate."""
    actor = need_scope(request, WRITE)
    finish_lecture(lecture=lecture_in(actor, slug, key, lecture)[1].pk, actor=actor, now=now())
    return inside_shown(actor, slug, key, lecture)


@router.put(f"{LECTURE}/note", response=InLectureOut)
def note(request: HttpRequest, slug: str, key: str, lecture: str, body: NoteIn) -> dict[str, Any]:
    """Keep a note at a lecture, for yourself."""
    actor = need_scope(request, WRITE)
    keep_note(lecture=lecture_in(actor, slug, key, lecture)[1].pk, text=body.text, actor=actor, now=now())
    return inside_shown(actor, slug, key, lecture)


@router.post(f"{LECTURE}/questions", response={201: InLectureOut})
def ask(request: HttpRequest, slug: str, key: str, lecture: str, body: QuestionIn) -> Status[dict[str, Any]]:
    """Ask the teacher something at a lecture."""
    actor = need_scope(request, WRITE)
    ask_teacher(lecture=lecture_in(actor, slug, key, lecture)[1].pk, text=body.text, actor=actor, now=now())
    return Status(201, inside_shown(actor, slug, key, lecture))
