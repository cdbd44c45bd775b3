"""How newcomers are received: for operators, and the steps of the newcomer who calls."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Router, Schema

from coterie.api.found import community_at
from coterie.api.inside import READ, WRITE, own_member
from coterie.api.token import actor_of, need_scope
from coterie.communities.enums import Need, Permission
from coterie.joining.domain.newcomer import Said, take_step
from coterie.joining.domain.onboarding import set_onboarding
from coterie.joining.enums import Deed, WelcomeStep
from coterie.joining.models import Newcomer, Onboarding
from coterie.joining.queries.onboarding import (
    WEEK,
    newcomer_of,
    newcomers_visible_to,
    next_step,
    onboarding_of,
    onboarding_or_usual,
    path_of,
    patience_of,
    steps_in,
)
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.talk.queries.unanswered import unanswered

router = Router(tags=["newcomers"])
SETTINGS, OWN = "/communities/{slug}/onboarding", "/me/memberships/{slug}/welcome"


class CheckQuestion(Schema):
    """A question about the rules; `right` is the place of the right answer, `why` what to read again."""

    text: str = Field(min_length=1, max_length=200)
    choices: list[str] = Field(min_length=2, max_length=6)
    right: int = Field(ge=0, le=5)
    why: str = Field("", max_length=300)


class PathTask(Schema):
    """A small task of the first week."""

    kind: Deed
    day: int = Field(ge=1, le=7)
    count: int = Field(1, ge=1, le=50)
    points: int = Field(5, ge=0, le=1000)


class OnboardingOut(Schema):
    """How newcomers are received."""

    on: bool
    welcome: str = Field("", max_length=500)
    asks_needs: bool = True
    check_questions: list[CheckQuestion] = Field([], max_length=5)
    check_needed: bool = False
    prompts: list[str] = Field([], max_length=5)
    path: list[PathTask] = Field([], max_length=4)
    answer_minutes: int = Field(10, ge=1, le=1440)


class WaitingOut(Schema):
    """What a newcomer said that nobody answered in time."""

    message: str
    group: str
    member: str
    posted_at: datetime


class WaitingAll(Schema):
    """All that waits, the longest first; at most 200."""

    waiting: list[WaitingOut]


class TaskOut(PathTask):
    """A task and how far it is."""

    so_far: int
    done: bool


class WelcomeOut(Schema):
    """The steps, those done or skipped, the next one, and the first week."""

    steps: list[WelcomeStep]
    done: list[WelcomeStep]
    next: WelcomeStep | None
    greeting: str
    prompts: list[str]
    questions: list[dict[str, Any]]
    tasks: list[TaskOut]


class StepIn(Schema):
    """What is handed in at a step; nothing of it with `skip`."""

    skip: bool = False
    needs: list[Need] = Field([], max_length=3)
    answers: list[int] = Field([], max_length=5, description="of the check: the place of each chosen answer")
    card: list[str] = Field([], max_length=5, description="an answer to each prompt")


def settings_shown(row: Onboarding) -> dict[str, Any]:
    """Return how newcomers are received, as the API shows it."""
    return {name: getattr(row, name) for name in OnboardingOut.model_fields}


@router.get(SETTINGS, response=OnboardingOut)
def settings(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Show how newcomers are received."""
    community = community_at(request, slug, Permission.SEE_CONSOLE)
    return settings_shown(onboarding_or_usual(community.pk))


@router.put(SETTINGS, response=OnboardingOut)
def change(request: HttpRequest, slug: str, body: OnboardingOut) -> dict[str, Any]:
    """Receive newcomers like this from now on."""
    community = community_at(request, slug, Permission.EDIT_CODES)
    facts: Any = body.dict()
    return settings_shown(set_onboarding(community=community.pk, **facts, actor=actor_of(request), now=now()))


@router.get("/communities/{slug}/newcomers/waiting", response=WaitingAll)
def waiting(request: HttpRequest, slug: str) -> dict[str, Any]:
    """List what newcomers said that nobody answered in time, who waits longest first."""
    community, at = community_at(request, slug, Permission.SEE_MEMBERS), now()
    patience = patience_of(community.pk)
    if patience is None:
        return {"waiting": []}
    members = newcomers_visible_to(actor_of(request), community.pk, since=at - WEEK).values_list("member", flat=True)
    found = [
        {"message": said.key, "group": said.group.key, "member": said.member.key, "posted_at": said.posted_at}
        for said in unanswered(set(members), since=at - WEEK, until=at - patience)
    ]
    return {"waiting": found}


def first_week(request: HttpRequest, slug: str, scope: str) -> tuple[Newcomer, Onboarding]:
    """Return the caller's first week. Raises NotFound for who is no newcomer here."""
    actor = need_scope(request, scope)
    member = own_member(actor, slug)
    row, found = newcomer_of(member.pk), onboarding_of(member.community_id)
    if row is None or found is None or actor.account is None:
        raise NotFound(_("You are no newcomer here."))
    return row, found


@router.get(OWN, response=WelcomeOut)
def own(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Show your welcome and your first week."""
    return shown(*first_week(request, slug, READ))


@router.put(f"{OWN}/{{step}}", response=WelcomeOut)
def step_taken(request: HttpRequest, slug: str, step: WelcomeStep, body: StepIn) -> dict[str, Any]:
    """Take a step, or skip it."""
    row, found = first_week(request, slug, WRITE)
    said = None if body.skip else Said(needs=body.needs, answers=body.answers, card=body.card)
    row = take_step(member=row.member_id, step=step, said=said, actor=actor_of(request), now=now())
    return shown(row, found)


def shown(row: Newcomer, found: Onboarding) -> dict[str, Any]:
    """Return a first week as the API shows it; right answers stay here."""
    tasks = [
        {"kind": task.deed, "day": task.day, "count": task.count, "points": task.points, "so_far": task.so_far,
         "done": task.done}
        for task in path_of(row, found)
    ]  # fmt: skip
    return {
        "steps": steps_in(found),
        "done": [step for step in steps_in(found) if step in row.done],
        "next": next_step(row, found),
        "greeting": (row.channel.welcome if row.channel else "") or found.welcome,
        "prompts": found.prompts,
        "questions": [{"text": each["text"], "choices": each["choices"]} for each in found.check_questions],
        "tasks": tasks,
    }
