"""How projects and pledges look to programs; amounts in minor units."""

from datetime import datetime
from typing import Any, Literal

from ninja import Field, Schema
from pydantic import AwareDatetime

from coterie.api.paging import Slice
from coterie.market.enums import PledgeState, ProjectKind, ProjectState
from coterie.market.models import Order, Project, ProjectUpdate, Stretch, Tier
from coterie.market.queries.projects import pledge_state


class ProjectChange(Schema):
    """What of a project changes; `gathering` is the key of one whose cost is shared."""

    title: str = Field("", max_length=80)
    slug: str = Field("", max_length=60)
    teaser: str = Field("", max_length=160)
    story: str = Field("", max_length=8000)
    kind: ProjectKind = ProjectKind.ALL_OR_NOTHING
    goal: int = Field(1, ge=1, le=10**12)
    ends_at: AwareDatetime | None = None
    fix_days: int = Field(0, ge=0, le=30)
    ends_when_reached: bool = False
    with_address: bool = False
    gathering: str | None = None


class ProjectIn(ProjectChange):
    """A new project."""

    title: str = Field(min_length=1, max_length=80)
    slug: str = Field(min_length=1, max_length=60)
    kind: ProjectKind
    goal: int = Field(ge=1, le=10**12)
    ends_at: AwareDatetime


class TierChange(Schema):
    """What of a tier changes; `more` come to those that are left, or are taken out: others pledge meanwhile."""

    name: str = Field("", max_length=60)
    text: str = Field("", max_length=600)
    price: int = Field(1, ge=1, le=10**11)
    most_each: int | None = Field(None, ge=1, le=1000)
    more: int = Field(0, ge=-1_000_000, le=1_000_000)
    on: bool = True


class TierIn(Schema):
    """A new tier, and how many there are; null: as many as people want."""

    name: str = Field(min_length=1, max_length=60)
    text: str = Field("", max_length=600)
    price: int = Field(ge=1, le=10**11)
    most_each: int | None = Field(None, ge=1, le=1000)
    left: int | None = Field(None, ge=0, le=1_000_000)


class TierOut(TierIn):
    """A tier; `on`: it can be chosen."""

    key: str
    on: bool


class StretchIn(Schema):
    """What more there is from an amount on."""

    amount: int = Field(ge=1, le=10**12)
    text: str = Field("", max_length=200)


class StretchOut(StretchIn):
    """What more there is, and since when it is reached."""

    reached_at: datetime | None


class ProjectOut(Schema):
    """A project, what is paid for it, and by how many."""

    key: str
    slug: str
    title: str
    teaser: str
    story: str
    kind: ProjectKind
    goal: int
    raised: int
    backers: int
    currency: str
    ends_at: datetime
    fix_days: int
    ends_when_reached: bool
    with_address: bool
    picture: bool
    state: ProjectState
    decided_at: datetime | None
    settled_at: datetime | None
    tiers: list[TierOut]
    stretches: list[StretchOut]


class Stage(Schema):
    """What becomes of a project."""

    state: Literal["running", "cancelled"]


class UpdateIn(Schema):
    """How it goes on."""

    title: str = Field(min_length=1, max_length=80)
    text: str = Field(min_length=1, max_length=4000)


class UpdateOut(UpdateIn):
    """How it went on, and when that was told."""

    at: datetime


class PledgeIn(Schema):
    """So many of one tier."""

    tier: str
    quantity: int = Field(1, ge=1, le=1000)
    address: str = Field("", max_length=400)


class PledgeOut(Schema):
    """A pledge; `due_at`: until when it waits for its money."""

    key: str
    number: str
    project: str
    tier: str
    quantity: int
    amount: int
    refunded: int
    currency: str
    member: str | None
    state: PledgeState
    placed_at: datetime
    due_at: datetime | None


class Evidence(Schema):
    """What staff saw."""

    evidence: str = Field(min_length=1, max_length=300)


class WhichProjects(Slice):
    """Which projects."""

    state: ProjectState | None = None


class WhichPledges(Slice):
    """Which pledges."""

    state: PledgeState | None = None


OWN = (
    "kind",
    "goal",
    "raised",
    "backers",
    "ends_at",
    "fix_days",
    "ends_when_reached",
    "state",
    "decided_at",
    "settled_at",
)
WORDS = ("key", "slug", "title", "teaser", "story", "with_address")


def project_shown(row: Project) -> dict[str, Any]:
    """Return a project as the API shows one."""
    facts = {name: getattr(row, name) for name in OWN} | {name: getattr(row.offer, name) for name in WORDS}
    tiers, stretches = [tier_shown(one) for one in row.tiers.all()], [stretch_shown(one) for one in row.stretches.all()]
    facts["picture"] = bool(row.offer.picture)
    return {**facts, "currency": row.offer.community.currency, "tiers": tiers, "stretches": stretches}


def tier_shown(row: Tier) -> dict[str, Any]:
    """Return a tier as the API shows one."""
    facts = {name: getattr(row.variant, name) for name in ("key", "name", "price", "most_each", "left")}
    return {**facts, "text": row.text, "on": row.variant.closed_at is None}


def stretch_shown(row: Stretch) -> dict[str, Any]:
    """Return what more there is as the API shows it."""
    return {"amount": row.amount, "text": row.text, "reached_at": row.reached_at}


def update_shown(row: ProjectUpdate) -> dict[str, Any]:
    """Return an update as the API shows one."""
    return {"title": row.title, "text": row.text, "at": row.at}


def pledge_shown(row: Order) -> dict[str, Any]:
    """Return a pledge as the API shows one."""
    facts = {name: getattr(row, name) for name in ("key", "number", "amount", "refunded", "currency")}
    line = row.lines.all()[0]
    what = {"project": line.variant.offer.key, "tier": line.variant.key, "quantity": line.quantity}
    who = {"member": row.member.key if row.member else None, "placed_at": row.placed_at, "due_at": row.due_at}
    return {**facts, **what, **who, "state": pledge_state(row)}
