"""The operations of courses in the permission matrix."""

from tests.api import matrix
from tests.api.matrix import COMMUNITY, OWN, Row
from tests.market import lessons
from tests.market.course_pages import EDIT, MEMBERS, SEE, has
from tests.web.matrix import members, seated, staff

COURSE, MINE = f"{COMMUNITY}/courses/{{key}}", f"{OWN}/courses/{{key}}"
CHAPTER, LECTURE = f"{COURSE}/chapters/{{chapter}}", f"{MINE}/lectures/{{lecture}}"
TITLE, UP = {"title": "Begin"}, {"to": "up"}
TEXT = {"title": "How", "kind": "text", "text": "So."}


def steps(who: str) -> str:
    """Let dan go on, who bought it; tell the other members no, and nobody else of it."""
    return "ok" if who == "dan" else "forbidden" if members(who) == "ok" else "hidden" if who != "nobody" else "sign_in"


COURSES: dict[str, Row] = {
    f"get {COMMUNITY}/courses": Row(staff(SEE)),
    f"get {COURSE}": Row(staff(SEE), before=lessons.with_course),
    f"post {COURSE}/chapters": Row(staff(EDIT), TITLE, lessons.with_course),
    f"put {CHAPTER}": Row(staff(EDIT), TITLE, lessons.with_course),
    f"put {CHAPTER}/place": Row(staff(EDIT), UP, lessons.with_course),
    f"delete {CHAPTER}": Row(staff(EDIT), before=lessons.with_empty_chapter),
    f"post {CHAPTER}/lectures": Row(staff(EDIT), TEXT, lessons.with_course),
    f"post {COURSE}/files": Row(staff(EDIT), before=lessons.with_course, form=matrix.file("file", b"Plan")),
    f"put {COURSE}/lectures/{{lecture}}": Row(staff(EDIT), TEXT, lessons.with_course),
    f"put {COURSE}/lectures/{{lecture}}/place": Row(staff(EDIT), UP, lessons.with_course),
    f"delete {COURSE}/lectures/{{lecture}}": Row(staff(EDIT), before=lessons.with_course),
    f"get {COURSE}/learners": Row(staff(MEMBERS), before=lessons.with_course),
    f"get {COMMUNITY}/course-questions": Row(staff(EDIT)),
    f"put {COMMUNITY}/course-questions/{{key}}/answer": Row(staff(EDIT), {"answer": "Nine"}, lessons.with_question),
    f"get {OWN}/courses": Row(members),
    f"get {MINE}": Row(seated, before=lessons.with_course),
    f"get {LECTURE}": Row(has, before=lessons.with_course),
    f"get {LECTURE}/file": Row(has, before=lessons.with_course),
    f"put {LECTURE}/begun": Row(steps, before=lessons.with_course),
    f"put {LECTURE}/done": Row(steps, before=lessons.with_course),
    f"put {LECTURE}/note": Row(steps, {"text": "Short"}, lessons.with_course),
    f"post {LECTURE}/questions": Row(steps, {"text": "Why?"}, lessons.with_course),
}
