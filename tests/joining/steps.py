"""Doors with steps, and visitors before them, for the tests of thresholds."""

from coterie.joining.domain.passage import Visit
from coterie.joining.domain.question import QuestionDraft
from coterie.joining.domain.threshold import StepDraft, set_thresholds
from coterie.joining.models import LiveCode, Passage, Question
from coterie.joining.queries.progress import Step, steps_for
from coterie.kit.ids import new_visitor
from tests.cast import NOW, Cast

BASIC = QuestionDraft(text="2 + 2?", kind="number", right=("4",))
COLOUR = QuestionDraft(text="The sky?", kind="choice", choices=("blue", "green"), right=("blue",))
TREES = QuestionDraft(text="Trees?", kind="choices", choices=("oak", "rose", "elm"), right=("oak", "elm"))
TEST = (BASIC, COLOUR, TREES)
RIGHT, WRONG = ("4", "blue", "oak\nelm"), ("5", "green", "rose")


def set_steps(cast: Cast, *steps: StepDraft, code: LiveCode | None = None) -> list[Question]:
    """Make these the steps of the table, or of a code; return the questions asked now."""
    facts = {"code": code.pk if code else None, "actor": cast.actor("alice"), "now": NOW}
    rows = set_thresholds(community=cast.table.pk, steps=steps, **facts)
    return list(Question.objects.filter(threshold__in=rows, retired_at=None).order_by("order"))


def graded(*questions: QuestionDraft, **facts: object) -> StepDraft:
    """Return a step of graded questions."""
    return StepDraft(kind="questions", questions=questions or TEST, **{"pass_mark": 2, "tries": 2, **facts})


def visit_of(cast: Cast, visitor: int | None = None, code: LiveCode | None = None) -> Visit:
    """Return a visitor at the door."""
    return Visit(cast.table.pk, code.pk if code else None, visitor or new_visitor())


def standing(visit: Visit) -> dict[str, bool]:
    """Return which steps are done."""
    return {str(step.kind): step.done for step in steps_of(visit)}


def steps_of(visit: Visit) -> list[Step]:
    """Return the steps as the visitor stands before them."""
    return steps_for(community=visit.community, code=visit.code, visitor=visit.visitor)


def passage_of(visit: Visit) -> Passage:
    """Return the only passage of a visitor."""
    return Passage.objects.get(visitor=visit.visitor)
