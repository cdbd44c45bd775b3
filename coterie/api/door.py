"""The questions at the door of a community."""

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema

from coterie.api.found import community_at
from coterie.api.token import actor_of
from coterie.communities.enums import Permission
from coterie.joining.domain.threshold import QuestionDraft, StepDraft, set_thresholds
from coterie.joining.enums import QuestionKind, StepKind
from coterie.joining.queries.progress import questions_known, questions_of, thresholds_at
from coterie.kit.clock import now
from coterie.kit.errors import NotFound

router = Router(tags=["live codes"])


class Asked(Schema):
    """A question; `key` names the one it was before, otherwise the same words do."""

    key: str | None = Field(None, max_length=12)
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
    return asked_at(community.pk)


@router.put("/communities/{slug}/questions", response=Door)
def ask(request: HttpRequest, slug: str, body: Door) -> dict[str, object]:
    """Change what visitors are asked; questions that fall away keep their answers."""
    community = community_at(request, slug, Permission.EDIT_CODES)
    drafts = drafts_of(body, community.pk)
    asked = [StepDraft(kind=StepKind.QUESTIONS, questions=drafts)] if drafts else []
    steps = [StepDraft(kind=StepKind.RULES), *asked]
    set_thresholds(community=community.pk, steps=steps, actor=actor_of(request), now=now())
    return asked_at(community.pk)


def asked_at(community: int) -> dict[str, object]:
    """Return what visitors are asked at the community's own door."""
    return {"questions": [one for step in thresholds_at(community, None) for one in questions_of(step.pk)]}


def drafts_of(door: Door, community: int) -> tuple[QuestionDraft, ...]:
    """Return the questions as the verb takes them."""
    known = questions_known(community)
    if any(one.key is not None and one.key not in known for one in door.questions):
        raise NotFound(_("There is no such question."), field="questions")
    return tuple(
        QuestionDraft(
            id=known.get(one.key or ""),
            text=one.text,
            kind=one.kind,
            choices=tuple(one.choices),
            required=one.required,
            expected=one.expected,
        )
        for one in door.questions
    )
