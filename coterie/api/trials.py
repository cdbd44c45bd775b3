"""Product trials: for operators, and for the members who try."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status
from pydantic import AwareDatetime

from coterie.api.found import community_at, group_named
from coterie.api.inside import READ, WRITE, community_inside, own_member
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import actor_of, need_scope
from coterie.communities.enums import Permission
from coterie.kit.actor import Actor
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.members.queries.members import member_of
from coterie.rituals.domain.trial import choose_for_trial, create_trial, draw_for_trial, edit_trial
from coterie.rituals.domain.trial_part import answer_trial, apply_for_trial, withdraw_from_trial
from coterie.rituals.enums import TrialState
from coterie.rituals.models import Trial, TrialApplication
from coterie.rituals.queries.trials import (
    application_of,
    applications_to,
    report_on,
    trials_run_by,
    trials_visible_to,
)

router = Router(tags=["trials"])
ALL, ONE = "/communities/{slug}/trials", "/communities/{slug}/trials/{key}"
MINE, OWN = "/me/memberships/{slug}/trials", "/me/memberships/{slug}/trials/{key}"


class TrialFacts(Schema):
    """What can be tried, by how many, and what is asked afterwards."""

    title: str = Field(min_length=1, max_length=80)
    brief: str = Field("", max_length=2000)
    group: str | None = Field(None, max_length=12, description="key of a group; null: every member")
    places: int = Field(ge=1, le=10_000)
    apply_until: AwareDatetime
    feedback_until: AwareDatetime
    questions: list[str] = Field(default_factory=list, max_length=12)


class TrialOut(TrialFacts):
    """A trial; `drawn_by` is the seed of the lot, empty while none was drawn."""

    key: str
    drawn_by: str


class AnswersOut(Schema):
    """What was said to one question."""

    question: str
    answers: list[str]


class ReportOut(TrialOut):
    """A trial with what came of it; `counts` are the one-star to the five-star words."""

    wanted: int
    chosen: int
    answered: int
    mean: float | None
    counts: list[int]
    answers: list[AnswersOut]


class ApplicationOut(Schema):
    """How a member stands in a trial."""

    key: str
    member: str
    why: str
    state: TrialState
    applied_at: datetime
    stars: int | None
    answers: list[str]


class OwnOut(TrialOut):
    """A trial as a member sees it."""

    state: TrialState | None
    why: str
    stars: int | None
    answers: list[str]


class ChoiceIn(Schema):
    """Applications, and whether they take part."""

    applications: list[str] = Field(min_length=1, max_length=1000)
    on: bool = True


class Why(Schema):
    """Why one wants to take part."""

    why: str = Field(min_length=1, max_length=300)


class Feedback(Schema):
    """How it was: stars, and an answer to each question."""

    stars: int = Field(ge=1, le=5)
    answers: list[str] = Field(default_factory=list, max_length=12)


def facts_shown(row: Trial) -> dict[str, Any]:
    """Return a trial as the API shows one."""
    facts = {name: getattr(row, name) for name in TrialOut.model_fields if name != "group"}
    return {**facts, "group": row.group.key if row.group else None}


def report_shown(row: Trial) -> dict[str, Any]:
    """Return a trial with what came of it, without names."""
    said = report_on(row)
    numbers = {name: getattr(said, name) for name in ("wanted", "chosen", "answered", "mean")}
    answers = [{"question": asked, "answers": [text for _who, text in texts]} for asked, texts in said.answers]
    return {**facts_shown(row), **numbers, "counts": list(said.counts), "answers": answers}


def application_shown(row: TrialApplication) -> dict[str, Any]:
    """Return an application as the API shows one."""
    facts = {name: getattr(row, name) for name in ApplicationOut.model_fields if name != "member"}
    return {**facts, "member": row.member.key}


def facts_of(community: int, body: TrialFacts) -> dict[str, Any]:
    """Return what the verbs take."""
    return {**body.dict(), "group": group_named(community, body.group)}


def found(row: Trial | None) -> Trial:
    """Return a trial that was looked for. Raises NotFound."""
    if row is None:
        raise NotFound(_("There is no such trial."))
    return row


def trial_at(request: HttpRequest, slug: str, key: str, permission: str) -> Trial:
    """Return a trial of a community."""
    community = community_at(request, slug, permission)
    return found(trials_run_by(actor_of(request), community.pk).filter(key=key).first())


@router.get(ALL, response=Page[TrialOut])
def trials(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the trials, newest first."""
    community = community_at(request, slug, Permission.SEE_CONSOLE)
    return page_of(trials_run_by(actor_of(request), community.pk), part, facts_shown)


@router.post(ALL, response={201: TrialOut})
def new_trial(request: HttpRequest, slug: str, body: TrialFacts) -> Status[dict[str, Any]]:
    """Offer a product to be tried."""
    community = community_at(request, slug, Permission.EDIT_RITUALS)
    facts = facts_of(community.pk, body)
    row = create_trial(community=community.pk, **facts, actor=actor_of(request), now=now())
    return Status(201, facts_shown(row))


@router.get(ONE, response=ReportOut)
def one(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Show a trial and what came of it."""
    return report_shown(trial_at(request, slug, key, Permission.SEE_CONSOLE))


@router.put(ONE, response=ReportOut)
def change(request: HttpRequest, slug: str, key: str, body: TrialFacts) -> dict[str, Any]:
    """Change a trial."""
    row = trial_at(request, slug, key, Permission.EDIT_RITUALS)
    edit_trial(trial=row.pk, **facts_of(row.community_id, body), actor=actor_of(request), now=now())
    return one(request, slug, key)


@router.get(f"{ONE}/applications", response=Page[ApplicationOut])
def applications(request: HttpRequest, slug: str, key: str, part: Query[Slice]) -> dict[str, object]:
    """List who wants to take part, in the order of asking."""
    row = trial_at(request, slug, key, Permission.SEE_MEMBERS)
    return page_of(applications_to(row), part, application_shown)


@router.put(f"{ONE}/choice", response=ReportOut)
def choose(request: HttpRequest, slug: str, key: str, body: ChoiceIn) -> dict[str, Any]:
    """Let applicants take part, or not: all of them or none."""
    row = trial_at(request, slug, key, Permission.EDIT_RITUALS)
    rows: Sequence[int] = list(applications_to(row).filter(key__in=body.applications).values_list("pk", flat=True))
    if len(rows) != len(set(body.applications)):
        raise NotFound(_("There is no such application."), field="applications")
    choose_for_trial(trial=row.pk, applications=rows, on=body.on, actor=actor_of(request), now=now())
    return one(request, slug, key)


@router.put(f"{ONE}/lot", response=ReportOut)
def draw(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Give the free places by lot."""
    row = trial_at(request, slug, key, Permission.EDIT_RITUALS)
    draw_for_trial(trial=row.pk, actor=actor_of(request), now=now())
    return one(request, slug, key)


def trial_in(actor: Actor, slug: str, key: str) -> Trial:
    """Return a trial in which the actor may take part."""
    community = community_inside(actor, slug)
    return found(trials_visible_to(actor, community.pk).filter(key=key).first())


def own_shown(actor: Actor, slug: str, key: str) -> dict[str, Any]:
    """Return a trial as the actor sees it."""
    row = trial_in(actor, slug, key)
    member = member_of(actor, row.community_id)
    mine = application_of(row.pk, member.pk if member else None)
    own = {"state": mine.state, "why": mine.why, "stars": mine.stars, "answers": mine.answers} if mine else {}
    return {**facts_shown(row), "state": None, "why": "", "stars": None, "answers": [], **own}


@router.get(MINE, response=Page[TrialOut])
def own_trials(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the trials in which you may take part, newest first."""
    actor = need_scope(request, READ)
    return page_of(trials_visible_to(actor, community_inside(actor, slug).pk), part, facts_shown)


@router.get(OWN, response=OwnOut)
def own_trial(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Show a trial and how you stand in it."""
    return own_shown(need_scope(request, READ), slug, key)


@router.put(f"{OWN}/application", response=OwnOut)
def apply(request: HttpRequest, slug: str, key: str, body: Why) -> dict[str, Any]:
    """Want to take part."""
    actor = need_scope(request, WRITE)
    member = own_member(actor, slug)
    row = trial_in(actor, slug, key)
    apply_for_trial(trial=row.pk, member=member.pk, why=body.why, actor=actor, now=now())
    return own_shown(actor, slug, key)


@router.delete(f"{OWN}/application", response=OwnOut)
def withdraw(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Want to take part no more."""
    actor = need_scope(request, WRITE)
    member = own_member(actor, slug)
    withdraw_from_trial(trial=trial_in(actor, slug, key).pk, member=member.pk, actor=actor, now=now())
    return own_shown(actor, slug, key)


@router.put(f"{OWN}/feedback", response=OwnOut)
def feedback(request: HttpRequest, slug: str, key: str, body: Feedback) -> dict[str, Any]:
    """Say how it was."""
    actor = need_scope(request, WRITE)
    member = own_member(actor, slug)
    row = trial_in(actor, slug, key)
    answer_trial(trial=row.pk, member=member.pk, **body.dict(), actor=actor, now=now())
    return own_shown(actor, slug, key)
