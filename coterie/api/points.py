"""Points: how they are given, what everybody has, and why."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema, Status

from coterie.api.found import community_at
from coterie.api.inside import READ, own_member
from coterie.api.members import member_at
from coterie.api.paging import Page, Slice, page_of
from coterie.api.token import actor_of, need_scope
from coterie.communities.enums import Permission
from coterie.kit.clock import now
from coterie.rewards.domain.award import give_points
from coterie.rewards.domain.plan import edit_plan, set_rule
from coterie.rewards.enums import Deed
from coterie.rewards.queries.expiry import ending_soon
from coterie.rewards.queries.plan import circulation_of, day_of, plan_of, rules_of
from coterie.rewards.queries.purses import points_of
from coterie.rewards.queries.ranks import rank_of
from coterie.rewards.queries.statement import Line, lines_of, movements_of

router = Router(tags=["points"])
ALL, MEMBER = "/communities/{slug}/points", "/communities/{slug}/members/{key}/points"
OWN = "/me/memberships/{slug}/points"


class PlanIn(Schema):
    """How points are given; null: no limit."""

    on: bool
    name: str = Field("", max_length=20)
    monthly_budget: int | None = Field(None, ge=0, le=100_000_000)
    life_months: int | None = Field(None, ge=1, le=120)
    least_givers: int = Field(3, ge=1, le=50, description="from how many people praise counts for levels and boards")


class RuleIn(Schema):
    """What a deed brings; 0 points take the rule away, null is no cap."""

    points: int = Field(ge=0, le=10_000)
    most_a_day: int | None = Field(None, ge=1, le=1000)
    most_by_giver: int | None = Field(None, ge=1, le=1000)


class RuleOut(RuleIn):
    """What a deed brings."""

    deed: Deed


class PlanOut(PlanIn):
    """How points are given, and where they are."""

    rules: list[RuleOut]
    held: int
    in_envelopes: int
    given: int = Field(description="by awards of this month")
    left: int | None = Field(description="of this month's budget")
    spent: int
    expired: int


class MovementOut(Schema):
    """One movement: how much, what was there afterwards, and what it was for."""

    at: datetime
    points: int
    balance: int
    kind: str
    deed: Deed | None
    note: str
    prize: str
    envelope: str | None


class GiftIn(Schema):
    """Points by hand, with a reason that the member reads."""

    points: int = Field(ge=1, le=100_000)
    note: str = Field(min_length=1, max_length=120)


class Balance(Schema):
    """What a member has."""

    points: int


class Own(Balance):
    """What you have, what of it ends within a month, and where you stand."""

    ending_soon: int
    score: int
    level: int


def plan_shown(community: int) -> dict[str, Any]:
    """Return how points are given, and where they are."""
    row, there = plan_of(community), circulation_of(community, day_of(community, now()))
    names = ("name", "monthly_budget", "life_months", "least_givers")
    facts = {name: getattr(row, name) for name in names} if row else {}
    numbers = {name: getattr(there, name) for name in ("held", "in_envelopes", "given", "left", "spent", "expired")}
    caps = ("deed", "points", "most_a_day", "most_by_giver")
    rules = [{name: getattr(rule, name) for name in caps} for rule in rules_of(row)]
    return {**facts, **numbers, "on": bool(row and row.begun_at), "rules": rules}


def movement(line: Line) -> dict[str, Any]:
    """Return a movement as the API shows one."""
    facts = {name: getattr(line, name) for name in ("at", "points", "balance", "kind", "prize")}
    of = {"deed": line.award.deed if line.award else None, "note": line.award.note if line.award else ""}
    return {**facts, **of, "envelope": line.envelope.key if line.envelope else None}


def movements_page(community: int, member: int, part: Slice) -> dict[str, Any]:
    """Return a part of a statement."""
    page = page_of(movements_of(community, member), part)
    return {**page, "items": [movement(line) for line in lines_of(page["items"])]}


@router.get(ALL, response=PlanOut)
def plan(request: HttpRequest, slug: str) -> dict[str, Any]:
    """Show how points are given, and where they are."""
    return plan_shown(community_at(request, slug, Permission.SEE_CONSOLE).pk)


@router.put(ALL, response=PlanOut)
def change(request: HttpRequest, slug: str, body: PlanIn) -> dict[str, Any]:
    """Change how points are given."""
    community = community_at(request, slug, Permission.EDIT_REWARDS)
    edit_plan(community=community.pk, **body.dict(), actor=actor_of(request), now=now())
    return plan_shown(community.pk)


@router.put(f"{ALL}/rules/{{deed}}", response=PlanOut)
def rule(request: HttpRequest, slug: str, deed: Deed, body: RuleIn) -> dict[str, Any]:
    """Say what a deed brings."""
    community = community_at(request, slug, Permission.EDIT_REWARDS)
    set_rule(community=community.pk, deed=deed, **body.dict(), actor=actor_of(request), now=now())
    return plan_shown(community.pk)


@router.get(MEMBER, response=Page[MovementOut])
def movements(request: HttpRequest, slug: str, key: str, part: Query[Slice]) -> dict[str, Any]:
    """List every movement of a member's points, newest first."""
    community = community_at(request, slug, Permission.EDIT_REWARDS)
    return movements_page(community.pk, member_at(request, slug, key, Permission.SEE_MEMBERS).pk, part)


@router.post(MEMBER, response={201: Balance})
def gift(request: HttpRequest, slug: str, key: str, body: GiftIn) -> Status[dict[str, int]]:
    """Give a member points by hand."""
    community = community_at(request, slug, Permission.EDIT_REWARDS)
    row = member_at(request, slug, key, Permission.SEE_MEMBERS)
    give_points(member=row.pk, **body.dict(), actor=actor_of(request), now=now())
    return Status(201, {"points": points_of(community.pk, row.pk)})


@router.get(OWN, response=Own)
def own(request: HttpRequest, slug: str) -> dict[str, int]:
    """Show what you have, and where you stand."""
    member = own_member(need_scope(request, READ), slug)
    row, rank = plan_of(member.community_id), rank_of(member.pk)
    return {
        "points": points_of(member.community_id, member.pk), "score": rank.score if rank else 0,
        "ending_soon": ending_soon(row, member.pk, now()) if row else 0, "level": rank.level if rank else 0,
    }  # fmt: skip


@router.get(f"{OWN}/movements", response=Page[MovementOut])
def own_movements(request: HttpRequest, slug: str, part: Query[Slice]) -> dict[str, Any]:
    """List every movement of your points, newest first."""
    member = own_member(need_scope(request, READ), slug)
    return movements_page(member.community_id, member.pk, part)
