"""What a campaign shows."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Schema

from coterie.api.forecast import CampaignIn
from coterie.api.found import community_at
from coterie.api.token import actor_of
from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.growth.domain.plan import keep_plan
from coterie.growth.enums import Medium
from coterie.growth.models import Campaign, CampaignPlan
from coterie.growth.queries.campaigns import campaigns_run_by
from coterie.growth.queries.holdout import arms_of
from coterie.growth.queries.ledger import friends_in
from coterie.growth.queries.measures import measures_of
from coterie.growth.queries.plan import compared, plan_of
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.review.rules.effect import effect_of
from coterie.review.rules.ladder import Finding

router = Router(tags=["campaigns"])
SEEN = {"friends": "members", "cost": "cost"}


class ShapeOut(Schema):
    """How far it spread: people by generation, the largest tree, and the mean distance of two people in it."""

    generations: list[int]
    largest: int
    distance: float


class PastOut(Schema):
    """How many friends a member brings, how unevenly (k), and after how many days; corrected for who joined lately."""

    growth: float
    dispersion: float
    cycle_days: float


class TallyOut(Schema):
    """How many friends stand where; what they cost, in all and each who counts, in minor units."""

    standings: dict[str, int]
    reasons: dict[str, int]
    counting: int
    spent: int
    each: int | None


class CohortOut(Schema):
    """Members who came in one span; how many friends one brought by each age in spans, null where it is not reached."""

    begins: datetime
    people: int
    growth: list[float | None]


class CohortsOut(Schema):
    """Cohorts, each so many days long."""

    days: int
    rows: list[CohortOut]


class PassedOut(Schema):
    """How many came by links passed on in something, joined, and count."""

    medium: Medium
    looked: int
    joined: int
    counting: int


class ArmOut(Schema):
    """Members of one side, who of them brought friends who count, and how many these are."""

    people: int
    inviters: int
    friends: int


class EffectOut(Schema):
    """Beside a hold-out: how many friends more one member brings by the rewards, and where that surely lies.

    `more`: of all who were promised rewards; `each`: what one friend more costs in minor units, null while not decided.
    """

    promised: ArmOut
    held_out: ArmOut
    difference: float
    low: float | None
    high: float | None
    finding: Finding
    more: float
    each: int | None


class MeasuresOut(Schema):
    """How a campaign spreads; shares from 0 to 1, null where there is none."""

    people: int
    brought: int
    joins: float | None
    activation: float | None
    tally: TallyOut
    shape: ShapeOut
    past: PastOut | None
    cohorts: CohortsOut
    media: list[PassedOut]
    effect: EffectOut | None


@router.get("/communities/{slug}/campaigns/{key}/measures", response=MeasuresOut)
def measures(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Say how a campaign spreads and what it costs, and with which numbers the next one can be forecast."""
    _community, row = named(request, slug, key, Permission.SEE_CONSOLE)
    at = now()
    friends = friends_in(row, at)
    found = measures_of(row, friends, at)
    shown = {name: getattr(found, name) for name in MeasuresOut.model_fields if name != "effect"}
    return {**shown, "effect": effect_of(*arms_of(row, friends), row.holdout) if row.holdout else None}


def named(request: HttpRequest, slug: str, key: str, permission: Permission) -> tuple[Community, Campaign]:
    """Return a campaign and its community. Raises NotFound, Forbidden."""
    community = community_at(request, slug, permission)
    row = campaigns_run_by(actor_of(request), community.pk).filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such campaign."))
    return community, row


class StandOut(Schema):
    """What was seen until `day`, where eight of ten cases of the plan lie, and whether it is below, within or above."""

    stands: str
    seen: float
    p10: float
    p90: float


class PlanOut(Schema):
    """The plan of a campaign as its file would say it, and how friends who joined and cost stand to it."""

    numbers: CampaignIn
    kept_at: datetime
    day: float
    friends: StandOut
    cost: StandOut


PLAN = "/communities/{slug}/campaigns/{key}/plan"


@router.get(PLAN, response=PlanOut)
def plan(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Say what was expected of a campaign and how it stands to that."""
    community, row = named(request, slug, key, Permission.SEE_CONSOLE)
    found = plan_of(row)
    if found is None:
        raise NotFound(_("This campaign has no plan."))
    return plan_shown(found, row, community.currency)


@router.put(PLAN, response=PlanOut)
def keep(request: HttpRequest, slug: str, key: str, body: CampaignIn) -> dict[str, Any]:
    """Keep a forecast as what a campaign is to do; once it has begun, its plan stays."""
    community, row = named(request, slug, key, Permission.EDIT_CAMPAIGNS)
    numbers = body.dict(exclude_none=True)
    kept = keep_plan(campaign=row.pk, numbers=numbers, actor=actor_of(request), now=now())
    return plan_shown(kept, row, community.currency)


def plan_shown(row: CampaignPlan, campaign: Campaign, currency: str) -> dict[str, Any]:
    """Return a plan as the API shows it."""
    found = compared(row, campaign, currency, now())
    fields = ("stands", "seen", "p10", "p90")
    parts = {name: dict(zip(fields, found.stands(part), strict=True)) for name, part in SEEN.items()}
    return {"numbers": row.numbers, "kept_at": row.kept_at, "day": found.day, **parts}
