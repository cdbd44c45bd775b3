"""The steps at the door of a community, or of one of its codes, and the questions among them."""

from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema

from coterie.api.codes import code_at
from coterie.api.found import community_at
from coterie.api.token import actor_of
from coterie.communities.enums import Permission
from coterie.joining.domain.question import QuestionDraft
from coterie.joining.domain.threshold import StepDraft, drafts_at, set_thresholds
from coterie.joining.enums import AfterTries, QuestionKind, StepKind
from coterie.joining.queries.progress import questions_known
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.market.queries.offers import offer_keys

router = Router(tags=["live codes"])


class Asked(Schema):
    """A question; `key` names the one it was before, otherwise the same words do. `tags`: choice -> tag."""

    key: str | None = Field(None, max_length=12)
    text: str = Field(min_length=1, max_length=200)
    kind: QuestionKind = QuestionKind.TEXT
    choices: list[str] = Field([], max_length=20)
    required: bool = True
    right: list[str] = Field([], max_length=20)
    tags: dict[str, str] = Field({}, max_length=20)


class Door(Schema):
    """Everything that is asked; the rules are always accepted."""

    questions: list[Asked] = Field(max_length=20)


class StepAsked(Schema):
    """A step; pass_mark, tries and after_tries grade questions, per_order is for purchases."""

    kind: StepKind
    note: str = Field("", max_length=300)
    questions: list[Asked] = Field([], max_length=20)
    pass_mark: int | None = Field(None, ge=1, le=20)
    tries: int | None = Field(None, ge=1, le=100)
    after_tries: AfterTries = AfterTries.CLOSED
    per_order: int = Field(1, ge=1, le=1000)
    offer: str | None = Field(None, max_length=12, description="Key of what is bought, for payment and plan")


class Thresholds(Schema):
    """What visitors do to enter, in this order; a code without steps asks what its community asks."""

    steps: list[StepAsked] = Field(max_length=10)


@router.get("/communities/{slug}/questions", response=Door)
def questions(request: HttpRequest, slug: str) -> dict[str, object]:
    """Show what visitors are asked."""
    community = community_at(request, slug, Permission.SEE_CONSOLE)
    return asked_at(community.pk)


@router.put("/communities/{slug}/questions", response=Door)
def ask(request: HttpRequest, slug: str, body: Door) -> dict[str, object]:
    """Change what visitors are asked; questions that fall away keep their answers, other steps stay."""
    community = community_at(request, slug, Permission.EDIT_CODES)
    drafts = drafts_of(body.questions, community.pk, None)
    before = drafts_at(community.pk, None) or [StepDraft(kind=StepKind.RULES)]
    if all(step.kind != StepKind.QUESTIONS for step in before):
        before.append(StepDraft(kind=StepKind.QUESTIONS))
    asked = [replace(step, questions=drafts) if step.kind == StepKind.QUESTIONS else step for step in before]
    steps = [step for step in asked if step.kind != StepKind.QUESTIONS or drafts]
    set_thresholds(community=community.pk, steps=steps, actor=actor_of(request), now=now())
    return asked_at(community.pk)


@router.get("/communities/{slug}/thresholds", response=Thresholds)
def thresholds(request: HttpRequest, slug: str) -> dict[str, object]:
    """Show the steps at the community's door."""
    return steps_at(community_at(request, slug, Permission.SEE_CONSOLE).pk, None)


@router.put("/communities/{slug}/thresholds", response=Thresholds)
def set_steps(request: HttpRequest, slug: str, body: Thresholds) -> dict[str, object]:
    """Change the steps at the community's door; who has passed a step has passed it."""
    community = community_at(request, slug, Permission.EDIT_CODES)
    return kept(request, body, community.pk, None)


@router.get("/communities/{slug}/codes/{code}/thresholds", response=Thresholds)
def thresholds_of_code(request: HttpRequest, slug: str, code: str) -> dict[str, object]:
    """Show the steps that a code has of its own."""
    row = code_at(request, slug, code, Permission.SEE_CONSOLE)
    return steps_at(row.community_id, row.pk)


@router.put("/communities/{slug}/codes/{code}/thresholds", response=Thresholds)
def set_steps_of_code(request: HttpRequest, slug: str, code: str, body: Thresholds) -> dict[str, object]:
    """Change the steps of a code; without any it asks what its community asks."""
    row = code_at(request, slug, code, Permission.EDIT_CODES)
    return kept(request, body, row.community_id, row.pk)


def kept(request: HttpRequest, body: Thresholds, community: int, code: int | None) -> dict[str, object]:
    """Set the steps and return them."""
    offers = {key: number for number, key in offer_keys(community).items()}
    steps = [
        StepDraft(
            **step.dict(exclude={"questions", "offer"}), questions=drafts_of(step.questions, community, code),
            offer=offers.get(step.offer or ""),
        )
        for step in body.steps
    ]  # fmt: skip
    set_thresholds(community=community, code=code, steps=steps, actor=actor_of(request), now=now())
    return steps_at(community, code)


def steps_at(community: int, code: int | None) -> dict[str, object]:
    """Return the steps of a door as the API shows them."""
    keys = {number: key for key, number in questions_known(community, code).items()}
    names = [name for name in StepAsked.model_fields if name not in ("questions", "offer")]
    offers = offer_keys(community)
    steps = [
        {
            **{name: getattr(step, name) for name in names},
            "questions": [shown(one, keys) for one in step.questions],
            "offer": offers.get(step.offer or 0),
        }
        for step in drafts_at(community, code)
    ]
    return {"steps": steps}


def asked_at(community: int) -> dict[str, object]:
    """Return what visitors are asked at the community's own door."""
    keys = {number: key for key, number in questions_known(community).items()}
    return {"questions": [shown(one, keys) for step in drafts_at(community, None) for one in step.questions]}


def shown(draft: QuestionDraft, keys: dict[int, str]) -> dict[str, Any]:
    """Return a question as the API shows one."""
    facts = {name: getattr(draft, name) for name in Asked.model_fields if name != "key"}
    return {**facts, "key": keys[draft.id or 0]}


def drafts_of(asked: list[Asked], community: int, code: int | None) -> tuple[QuestionDraft, ...]:
    """Return the questions as the verb takes them."""
    known = questions_known(community, code)
    if any(one.key is not None and one.key not in known for one in asked):
        raise NotFound(_("There is no such question."), field="questions")
    return tuple(
        QuestionDraft(
            id=known.get(one.key or ""),
            text=one.text,
            kind=one.kind,
            choices=tuple(one.choices),
            required=one.required,
            right=tuple(one.right),
            tags=one.tags,
        )
        for one in asked
    )
