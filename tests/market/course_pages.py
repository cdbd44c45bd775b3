"""The pages of courses in the permission matrix."""

from coterie.communities.enums import Permission
from coterie.communities.rules import RIGHTS
from tests.cast import ROLES
from tests.market import lessons
from tests.web.matrix import Outcome, Row, members, only_dan, public, seated, staff

SEE, EDIT, MEMBERS = Permission.SEE_CONSOLE, Permission.EDIT_OFFERS, Permission.SEE_MEMBERS
TITLE, UP = {"title": "Begin"}, {"up": "1"}
TEXT = {"title": "How", "kind": "text", "text": "So.", "minutes": "1", "opens": "now"}


def reads(who: str) -> Outcome:
    """Let dan read, who bought it, and who teaches; tell the other members where it is to be had."""
    if who == "dan" or EDIT in RIGHTS.get(ROLES.get(who, ""), ()):
        return "ok"
    return "forbidden" if seated(who) == "ok" else seated(who)


def has(who: str) -> Outcome:
    """Hand a file to dan, who bought it, and to who teaches; nobody else learns of it."""
    return "hidden" if reads(who) == "forbidden" else reads(who)


COURSES: dict[str, Row] = {
    "console:courses": Row(staff(SEE), named=lessons.with_course),
    "console:course": Row(staff(SEE), named=lessons.with_course),
    "console:new_chapter": Row(staff(EDIT), "post", TITLE, named=lessons.with_course),
    "console:chapter": Row(staff(EDIT), named=lessons.with_course),
    "console:chapter_place": Row(staff(EDIT), "post", UP, named=lessons.with_course),
    "console:chapter_removal": Row(staff(EDIT), "post", named=lessons.with_empty_chapter),
    "console:new_lecture": Row(staff(EDIT), "post", TEXT, named=lessons.with_course),
    "console:lecture": Row(staff(EDIT), named=lessons.with_course),
    "console:lecture_place": Row(staff(EDIT), "post", UP, named=lessons.with_course),
    "console:lecture_removal": Row(staff(EDIT), "post", named=lessons.with_course),
    "console:learners": Row(staff(MEMBERS), named=lessons.with_certificate),
    "console:learners_csv": Row(staff(MEMBERS), named=lessons.with_certificate),
    "console:course_questions": Row(staff(EDIT), named=lessons.with_question),
    "console:course_question": Row(staff(EDIT), "post", {"answer": "Nine words"}, named=lessons.with_question),
    "member:courses": Row(members, named=lessons.with_certificate),
    "member:course": Row(seated, named=lessons.with_course),
    "member:course_certificate": Row(only_dan, named=lessons.with_certificate),
    "member:certificate_file": Row(only_dan, named=lessons.with_certificate),
    "member:lecture": Row(reads, named=lessons.with_course),
    "member:lecture_file": Row(has, named=lessons.with_course),
    "member:lecture_done": Row(only_dan, "post", named=lessons.with_course),
    "member:lecture_note": Row(only_dan, "post", {"text": "Short"}, named=lessons.with_course),
    "member:lecture_question": Row(only_dan, "post", {"question": "Why?"}, named=lessons.with_course),
    "preview_lecture": Row(public, named=lessons.with_taste),
    "preview_file": Row(public, named=lessons.with_taste),
    "preview_card": Row(public, named=lessons.with_taste),
}
