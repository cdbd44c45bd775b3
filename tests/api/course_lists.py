"""What adds a row to the lists of courses."""

from collections.abc import Callable
from typing import Any

from coterie.kit.clock import now
from coterie.market.domain.question import ask_teacher
from tests.market.lessons import a_course, lectures, let_in

TABLE, MINE = "/communities/{slug}", "/me/memberships/{slug}"
BUYERS = ("dan", "carol", "nina", "paul")


def a_course_more(stage: Any) -> None:
    """Let dan buy one more course."""
    let_in(stage.cast, a_course(stage.cast, f"words-{stage.rows}"))


def a_learner_more(stage: Any) -> None:
    """Let one more buy the course."""
    let_in(stage.cast, stage.course, BUYERS[stage.rows - 1])


def a_question_more(stage: Any) -> None:
    """Let dan ask once more."""
    let_in(stage.cast, stage.course)
    ask_teacher(lecture=lectures(stage.course)[0].pk, text="Why?", actor=stage.cast.actor("dan"), now=now())


COURSES: dict[str, tuple[str, Callable[[Any], None]]] = {
    f"{TABLE}/courses": ("alice", a_course_more),
    f"{TABLE}/courses/{{key}}/learners": ("alice", a_learner_more),
    f"{TABLE}/course-questions": ("alice", a_question_more),
    f"{MINE}/courses": ("dan", a_course_more),
}
