"""The profit statement, and the rows behind each figure."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema

from coterie.api.days import DaysAsked, days_of
from coterie.api.found import community_at
from coterie.api.token import actor_of
from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.growth.queries.campaigns import campaigns_run_by
from coterie.growth.queries.measures import drive_of
from coterie.joining.queries.channels import channels_visible_to
from coterie.joining.queries.spending import Spent, spent_on_channels
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.market.enums import ProfitLine
from coterie.market.queries.offers import offers_run_by
from coterie.market.queries.profit import Asked, Drive, ProfitRow, rows_behind, statement_of
from coterie.review.rules.period import whole_days

router = Router(tags=["ledger"])


class ProfitAsked(DaysAsked):
    """Local days, both included (without: the month so far); offer, channel or campaign by key; a currency."""

    offer: str = Field("", max_length=12)
    channel: str = Field("", max_length=12)
    campaign: str = Field("", max_length=12)
    currency: str = Field("", max_length=3)


class ProfitOut(Schema):
    """A statement in minor units; what costs is below zero. Neither an offer nor a campaign bears a channel's cost."""

    first_day: date
    last_day: date
    currency: str
    lines: dict[str, int]
    profit: int
    roi: float | None


class ProfitRowOut(Schema):
    """One row behind a figure: an entry, an order of elsewhere, or a channel's cost."""

    day: date
    kind: str
    entry: int | None
    order: str | None
    channel: str | None
    amount: int


class ProfitRows(Schema):
    """The rows behind one figure; they add up to it."""

    rows: list[ProfitRowOut]


def asked_in(request: HttpRequest, community: Community, given: ProfitAsked) -> Asked:
    """Return what is asked. Raises NotFound for an offer or a channel that is none of the community's."""
    first, last = days_of(community, given)
    period = whole_days(last, (last - first).days + 1, community.timezone)
    actor = actor_of(request)
    numbers: dict[str, Any] = {}
    for name, rows in (("offer", offers_run_by), ("channel", channels_visible_to)):
        key = getattr(given, name)
        numbers[name] = rows(actor, community.pk).filter(key=key).values_list("pk", flat=True).first() if key else None
        if key and numbers[name] is None:
            raise NotFound(_("There is no such row."), field=name)
    facts = {**numbers, "since": period.since, "until": period.until, "drive": drive_in(request, community, given)}
    return Asked(community=community.pk, currency=given.currency or community.currency, **facts)


def drive_in(request: HttpRequest, community: Community, given: ProfitAsked) -> Drive | None:
    """Return the campaign that is asked for. Raises NotFound for one that is none of the community's."""
    if not given.campaign:
        return None
    row = campaigns_run_by(actor_of(request), community.pk).filter(key=given.campaign).first()
    if row is None:
        raise NotFound(_("There is no such row."), field="campaign")
    return drive_of(row, now())


def spent_of(request: HttpRequest, community: Community, given: ProfitAsked, asked: Asked) -> list[Spent]:
    """Return what the channels cost of what is asked."""
    first, last = days_of(community, given)
    days: dict[str, Any] = {"first_day": first, "last_day": last, "currency": asked.currency, "channel": asked.channel}
    return [] if asked.offer is not None or asked.drive else spent_on_channels(actor_of(request), community.pk, **days)


@router.get("/communities/{slug}/profit", response=ProfitOut)
def profit(request: HttpRequest, slug: str, given: Query[ProfitAsked]) -> dict[str, Any]:
    """Show what came in, what it cost and what is left."""
    community = community_at(request, slug, Permission.SEE_REVIEW)
    asked = asked_in(request, community, given)
    on_channels = sum(one.amount for one in spent_of(request, community, given, asked))
    statement = statement_of(actor_of(request), asked, on_channels=on_channels)
    first, last = days_of(community, given)
    figures = {"lines": statement.lines, "profit": statement.profit, "roi": statement.roi}
    return {"first_day": first, "last_day": last, "currency": asked.currency, **figures}


@router.get("/communities/{slug}/profit/{line}", response=ProfitRows)
def profit_rows(request: HttpRequest, slug: str, line: ProfitLine, given: Query[ProfitAsked]) -> dict[str, Any]:
    """Show the rows behind one figure."""
    community = community_at(request, slug, Permission.SEE_REVIEW)
    asked, zone = asked_in(request, community, given), ZoneInfo(community.timezone)
    if line == ProfitLine.CHANNELS:
        return {"rows": [cost_shown(one) for one in spent_of(request, community, given, asked)]}
    return {"rows": [shown(row, zone) for row in rows_behind(actor_of(request), asked, line)]}


def cost_shown(one: Spent) -> dict[str, Any]:
    """Return a channel's cost as the API shows it."""
    return {"day": one.first_day, "kind": "", "entry": None, "order": None, "channel": one.name, "amount": -one.amount}


def shown(row: ProfitRow, zone: ZoneInfo) -> dict[str, Any]:
    """Return one row as the API shows it."""
    facts = {"kind": row.kind, "entry": row.entry, "order": row.order or None, "channel": None, "amount": row.amount}
    return {"day": row.at.astimezone(zone).date(), **facts}
