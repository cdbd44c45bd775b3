"""The questions at the door of a community."""

from django.http import HttpRequest
from ninja import Field, Router, Schema

from coterie.api.found import community_at
from coterie.api.token import actor_of
from coterie.communities.enums import Permission
from coterie.joining.domain.threshold import QuestionDraft, StepDraft, set_thresholds
from coterie.joining.enums import QuestionKind, StepKind
from coterie.joining.queries.progress import questions_of, thresholds_at
from coterie.kit.clock import now

router = Router(tags=["live codes"])


class Asked(Schema):
    """A question; `id` names the one it was before."""

    id: int | None = Field(None, ge=1, le=2**63 - 1)
    text: str = Field(min_length=1, max_length=200)
    kind: QuestionKind = QuestionKind.TEXT
    choices: list[str] = Field([], max_length=20)
    required: bool = True
    expected: str = Field("", max_length=200)


class Door(Schema):
    """Everything that is asked; the rules are always accepted."""

    questions: list[Asked] = Field(max_length=20)


@router.get("/communities/{slug}/questions", response=Door)
def questions(request: HttpRequest, slug: str) -> dict[str, object]:
    """Show what visitors are asked."""
    community = community_at(request, slug, Permission.SEE_CONSOLE)
    return {"questions": [one for step in thresholds_at(community.pk, None) for one in questions_of(step.pk)]}


@router.put("/communities/{slug}/questions", response=Door)
def ask(request: HttpRequest, slug: str, body: Door) -> dict[str, object]:
    """Change what visitors are asked; questions that fall away keep their answers."""
    community = community_at(request, slug, Permission.EDIT_CODES)
    drafts = tuple(QuestionDraft(**{**one.dict(), "choices": tuple(one.choices)}) for one in body.questions)
    asked = [StepDraft(kind=StepKind.QUESTIONS, questions=drafts)] if drafts else []
    steps = [StepDraft(kind=StepKind.RULES), *asked]
    set_thresholds(community=community.pk, steps=steps, actor=actor_of(request), now=now())
    return questions(request, slug)
