"""Courses for who teaches: chapters, lectures, learners, questions."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import File, Query, Router, Status, UploadedFile

from coterie.api.course_words import (
    AnswerIn,
    Asked,
    ChapterIn,
    CourseOut,
    FileOut,
    LearnerOut,
    LectureIn,
    LectureOut,
    Move,
    QuestionOut,
    WholeCourseOut,
)
from coterie.api.found import community_at
from coterie.api.once import works_apart
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import actor_of
from coterie.api.upload import MB, refuse_large
from coterie.communities.enums import Permission
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.market.domain.chapter import add_chapter, edit_chapter, move_chapter, remove_chapter
from coterie.market.domain.lecture import add_lecture, edit_lecture, move_lecture, remove_lecture
from coterie.market.domain.question import answer_question
from coterie.market.enums import Opens
from coterie.market.models import Chapter, Grant, Lecture, Offer, Question
from coterie.market.queries.courses import chapters_of, courses_run_by, learners_of, lectures_run_by, questions_run_by
from coterie.platform.files.storing import store_document

router = Router(tags=["courses"])
ALL = "/communities/{slug}/courses"
COURSE = f"{ALL}/{{key}}"
CHAPTER, LECTURE = f"{COURSE}/chapters/{{chapter}}", f"{COURSE}/lectures/{{lecture}}"
ASKED = "/communities/{slug}/course-questions"
LARGEST = 20 * MB


def course_of(request: HttpRequest, slug: str, key: str, permission: str) -> Offer:
    """Return a course of a community. Raises NotFound."""
    community = community_at(request, slug, permission)
    row = courses_run_by(actor_of(request), community.pk).filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such course."))
    return row


def chapter_of(request: HttpRequest, slug: str, key: str, chapter: str) -> Chapter:
    """Return a chapter that the actor may change. Raises NotFound."""
    row = chapters_of(course_of(request, slug, key, Permission.EDIT_OFFERS).pk).filter(key=chapter).first()
    if row is None:
        raise NotFound(_("There is no such chapter."))
    return row


def lecture_of(request: HttpRequest, slug: str, key: str, lecture: str) -> Lecture:
    """Return a lecture that the actor may change. Raises NotFound."""
    course = course_of(request, slug, key, Permission.EDIT_OFFERS)
    rows = lectures_run_by(actor_of(request), course.community_id, course.pk)
    row = rows.filter(key=lecture).first()
    if row is None:
        raise NotFound(_("There is no such lecture."))
    return row


def lecture_shown(row: Lecture) -> dict[str, Any]:
    """Return a lecture as who teaches sees it."""
    opens = Opens.DATE if row.opens_on else Opens.DAYS if row.after_days else Opens.NOW
    return {**{name: getattr(row, name) for name in LectureOut.model_fields if name != "opens"}, "opens": opens}


def whole(request: HttpRequest, course: Offer) -> dict[str, Any]:
    """Return a course with all that it holds."""
    actor = actor_of(request)
    fresh = courses_run_by(actor, course.community_id).get(pk=course.pk)
    lectures = list(lectures_run_by(actor, course.community_id, course.pk))
    chapters = [
        {
            "key": row.key,
            "title": row.title,
            "lectures": [lecture_shown(one) for one in lectures if one.chapter_id == row.pk],
        }
        for row in chapters_of(course.pk)
    ]
    return {**{name: getattr(fresh, name) for name in CourseOut.model_fields}, "chapters": chapters}


def learner_shown(row: Grant) -> dict[str, Any]:
    """Return how far a buyer is."""
    names = ("since", "done", "last_at", "certificate")
    return {"member": row.member.key, **{name: getattr(row, name) for name in names}}


def question_shown(row: Question) -> dict[str, Any]:
    """Return a question as who teaches sees it."""
    facts = {name: getattr(row, name) for name in ("key", "text", "asked_at", "answer", "answered_at", "for_all")}
    return {**facts, "course": row.lecture.chapter.offer.key, "lecture": row.lecture.key, "member": row.member.key}


@router.get(ALL, response=Page[CourseOut])
def courses(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the courses, newest first."""
    community = community_at(request, slug, Permission.SEE_CONSOLE)
    return page_of(courses_run_by(actor_of(request), community.pk), part)


@router.get(COURSE, response=WholeCourseOut)
def course(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Show a course with its chapters and lectures."""
    return whole(request, course_of(request, slug, key, Permission.SEE_CONSOLE))


@router.post(f"{COURSE}/chapters", response={201: WholeCourseOut})
def new_chapter(request: HttpRequest, slug: str, key: str, body: ChapterIn) -> Status[dict[str, Any]]:
    """Begin a chapter behind the others."""
    row = course_of(request, slug, key, Permission.EDIT_OFFERS)
    add_chapter(offer=row.pk, title=body.title, actor=actor_of(request), now=now())
    return Status(201, whole(request, row))


@router.put(CHAPTER, response=WholeCourseOut)
def change_chapter(request: HttpRequest, slug: str, key: str, chapter: str, body: ChapterIn) -> dict[str, Any]:
    """Change the title of a chapter."""
    row = chapter_of(request, slug, key, chapter)
    edit_chapter(chapter=row.pk, title=body.title, actor=actor_of(request), now=now())
    return whole(request, row.offer)


@router.put(f"{CHAPTER}/place", response=WholeCourseOut)
def place_chapter(request: HttpRequest, slug: str, key: str, chapter: str, body: Move) -> dict[str, Any]:
    """Move a chapter up or down."""
    row = chapter_of(request, slug, key, chapter)
    move_chapter(chapter=row.pk, up=body.to == "up", actor=actor_of(request), now=now())
    return whole(request, row.offer)


@router.delete(CHAPTER, response={204: None})
def end_chapter(request: HttpRequest, slug: str, key: str, chapter: str) -> Status[None]:
    """Take an empty chapter out."""
    remove_chapter(chapter=chapter_of(request, slug, key, chapter).pk, actor=actor_of(request), now=now())
    return Status(204, None)


@router.post(f"{CHAPTER}/lectures", response={201: WholeCourseOut})
def new_lecture(request: HttpRequest, slug: str, key: str, chapter: str, body: LectureIn) -> Status[dict[str, Any]]:
    """Write a lecture at the end of a chapter."""
    row = chapter_of(request, slug, key, chapter)
    add_lecture(chapter=row.pk, **body.dict(), actor=actor_of(request), now=now())
    return Status(201, whole(request, row.offer))


@router.post(f"{COURSE}/files", response={201: FileOut})
@works_apart
def hand_in(request: HttpRequest, slug: str, key: str, file: File[UploadedFile]) -> Status[FileOut]:
    """Hand in a recording or a file, which a lecture then names by its key."""
    row = course_of(request, slug, key, Permission.EDIT_OFFERS)
    refuse_large(file, LARGEST, "file")
    stored = store_document(file.read(), community=row.community_id, now=now())
    return Status(201, FileOut(key=stored.key, media_type=stored.media_type, size=stored.size))


@router.put(LECTURE, response=WholeCourseOut)
def change_lecture(request: HttpRequest, slug: str, key: str, lecture: str, body: LectureIn) -> dict[str, Any]:
    """Change a lecture."""
    row = lecture_of(request, slug, key, lecture)
    edit_lecture(lecture=row.pk, **body.dict(), actor=actor_of(request), now=now())
    return whole(request, row.chapter.offer)


@router.put(f"{LECTURE}/place", response=WholeCourseOut)
def place_lecture(request: HttpRequest, slug: str, key: str, lecture: str, body: Move) -> dict[str, Any]:
    """Move a lecture up or down, past the edge of its chapter into the next one."""
    row = lecture_of(request, slug, key, lecture)
    move_lecture(lecture=row.pk, up=body.to == "up", actor=actor_of(request), now=now())
    return whole(request, row.chapter.offer)


@router.delete(LECTURE, response={204: None})
def end_lecture(request: HttpRequest, slug: str, key: str, lecture: str) -> Status[None]:
    """Take a lecture out; what members did in it is kept."""
    remove_lecture(lecture=lecture_of(request, slug, key, lecture).pk, actor=actor_of(request), now=now())
    return Status(204, None)


@router.get(f"{COURSE}/learners", response=Page[LearnerOut])
def learners(request: HttpRequest, slug: str, key: str, part: Query[Slice]) -> dict[str, object]:
    """List the buyers of a course with how far they are."""
    row = course_of(request, slug, key, Permission.SEE_MEMBERS)
    return page_of(learners_of(actor_of(request), row.community_id, row.pk, now()), part, learner_shown)


@router.get(ASKED, response=Page[QuestionOut])
def questions(request: HttpRequest, slug: str, part: Query[Asked]) -> dict[str, object]:
    """List what buyers asked, newest first."""
    community = community_at(request, slug, Permission.EDIT_OFFERS)
    return page_of(questions_run_by(actor_of(request), community.pk, part.state or ""), part, question_shown)


@router.put(f"{ASKED}/{{key}}/answer", response=QuestionOut)
def answer(request: HttpRequest, slug: str, key: str, body: AnswerIn) -> dict[str, Any]:
    """Answer a question."""
    community = community_at(request, slug, Permission.EDIT_OFFERS)
    rows = questions_run_by(actor_of(request), community.pk)
    row = rows.filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such question."))
    answer_question(question=row.pk, **body.dict(), actor=actor_of(request), now=now())
    return question_shown(rows.get(key=key))
