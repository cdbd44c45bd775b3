"""Sealed votes: for operators, and for the members who vote. Before the end no answer says how anybody voted."""

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
from coterie.rituals.domain.ballot import cast_vote, decide_tie, open_ballot
from coterie.rituals.enums import TieRule
from coterie.rituals.models import Ballot
from coterie.rituals.queries.ballots import ballots_run_by, ballots_visible_to, choice_of, result_of, turnout

router = Router(tags=["votes"])
ALL, ONE = "/communities/{slug}/ballots", "/communities/{slug}/ballots/{key}"
MINE, OWN = "/me/memberships/{slug}/ballots", "/me/memberships/{slug}/ballots/{key}"


class BallotIn(Schema):
    """What is asked, of whom, and until when; it is never changed afterwards."""

    title: str = Field(min_length=1, max_length=120)
    brief: str = Field("", max_length=2000)
    options: list[str] = Field(min_length=2, max_length=20)
    group: str | None = Field(None, max_length=12, description="key of a group; null: every member")
    closes_at: AwareDatetime
    tie_rule: TieRule = TieRule.EARLIER


class LineOut(Schema):
    """An option with its votes."""

    place: int
    text: str
    votes: int
    share: float
    won: bool


class BallotOut(BallotIn):
    """A vote; `result` is null while it is sealed."""

    key: str
    opened_at: datetime
    counted_at: datetime | None
    decision: str


class ResultOut(BallotOut):
    """A vote with how many voted, of how many who may."""

    voted: int
    eligible: int
    result: list[LineOut] | None


class OwnOut(ResultOut):
    """A vote with your own choice, by its place."""

    mine: int | None


class Choice(Schema):
    """An option by its place, from 0."""

    choice: int = Field(ge=0, le=19)


class Decision(Choice):
    """Which of the best wins, and why."""

    reason: str = Field(min_length=1, max_length=300)


def facts_shown(row: Ballot) -> dict[str, Any]:
    """Return a vote as the API shows one."""
    facts = {name: getattr(row, name) for name in BallotOut.model_fields if name != "group"}
    return {**facts, "group": row.group.key if row.group else None}


def result_shown(row: Ballot) -> dict[str, Any]:
    """Return a vote with what may be known of it."""
    lines = result_of(row)
    named = LineOut.model_fields
    result = [{name: getattr(line, name) for name in named} for line in lines] if lines is not None else None
    voted, eligible = turnout(row.pk)
    return {**facts_shown(row), "voted": voted, "eligible": eligible, "result": result}


def found(row: Ballot | None) -> Ballot:
    """Return a vote that was looked for. Raises NotFound."""
    if row is None:
        raise NotFound(_("There is no such vote."))
    return row


def ballot_at(request: HttpRequest, slug: str, key: str, permission: str) -> Ballot:
    """Return a vote of a community."""
    community = community_at(request, slug, permission)
    return found(ballots_run_by(actor_of(request), community.pk).filter(key=key).first())


@router.get(ALL, response=Page[BallotOut])
def ballots(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the votes, newest first."""
    community = community_at(request, slug, Permission.SEE_CONSOLE)
    return page_of(ballots_run_by(actor_of(request), community.pk), part, facts_shown)


@router.post(ALL, response={201: ResultOut})
def new_ballot(request: HttpRequest, slug: str, body: BallotIn) -> Status[dict[str, Any]]:
    """Let members vote."""
    community = community_at(request, slug, Permission.EDIT_RITUALS)
    facts = {**body.dict(), "group": group_named(community.pk, body.group)}
    row = open_ballot(community=community.pk, **facts, actor=actor_of(request), now=now())
    return Status(201, result_shown(row))


@router.get(ONE, response=ResultOut)
def one(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Show a vote, and its result once it is counted."""
    return result_shown(ballot_at(request, slug, key, Permission.SEE_CONSOLE))


@router.put(f"{ONE}/decision", response=ResultOut)
def decide(request: HttpRequest, slug: str, key: str, body: Decision) -> dict[str, Any]:
    """Decide between options with equally many votes."""
    row = ballot_at(request, slug, key, Permission.EDIT_RITUALS)
    decide_tie(ballot=row.pk, choice=body.choice, reason=body.reason, actor=actor_of(request), now=now())
    return one(request, slug, key)


def own_shown(actor: Actor, slug: str, key: str) -> dict[str, Any]:
    """Return a vote as the actor sees it."""
    row = ballot_in(actor, slug, key)
    member = member_of(actor, row.community_id)
    return {**result_shown(row), "mine": choice_of(row.pk, member.pk if member else None)}


def ballot_in(actor: Actor, slug: str, key: str) -> Ballot:
    """Return a vote that the actor may know of."""
    community = community_inside(actor, slug)
    return found(ballots_visible_to(actor, community.pk).filter(key=key).first())


@router.get(MINE, response=Page[BallotOut])
def own_ballots(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, object]:
    """List the votes of your groups and of the whole community, newest first."""
    actor = need_scope(request, READ)
    return page_of(ballots_visible_to(actor, community_inside(actor, slug).pk), part, facts_shown)


@router.get(OWN, response=OwnOut)
def own_ballot(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Show a vote and your own choice."""
    return own_shown(need_scope(request, READ), slug, key)


@router.put(f"{OWN}/vote", response=OwnOut)
def vote(request: HttpRequest, slug: str, key: str, body: Choice) -> dict[str, Any]:
    """Vote, or vote otherwise."""
    actor = need_scope(request, WRITE)
    own_member(actor, slug)
    cast_vote(ballot=ballot_in(actor, slug, key).pk, choice=body.choice, actor=actor, now=now())
    return own_shown(actor, slug, key)
