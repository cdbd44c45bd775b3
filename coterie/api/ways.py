"""Where people come from: channels and placements compared, and the rows behind each figure."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema

from coterie.api.found import community_at
from coterie.api.token import actor_of
from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.joining.queries.channels import channels_visible_to, placements_visible_to
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.market.queries.orders import orders_visible_to
from coterie.members.queries.members import keys_of
from coterie.review.queries.activity import EPOCH_DAY
from coterie.review.queries.log import Log, open_log
from coterie.review.queries.way_rows import Asked, Counted, rows_behind
from coterie.review.queries.ways import Figures, Way, channels_compared, codes_compared
from coterie.review.queries.ways_sheet import ways_sentence
from coterie.review.rules.period import Period, Scope, days_before, whole_days

router = Router(tags=["channels"])


class Days(Schema):
    """Which stretch: so many days up to and with `until`, which is today when it is left out."""

    days: int = Field(28, ge=1, le=3660)
    until: date | None = None


class RowsAsked(Days):
    """Which way: a channel (by key; none: without a channel), or one placement of it (by key)."""

    channel: str = Field("", max_length=12)
    placement: str = Field("", max_length=12)


class FiguresOut(Schema):
    """What came by one way; amounts in minor units, by currency."""

    views: int
    visitors: int
    joins: int
    activated: int
    pending: int
    costs: dict[str, int]
    revenue: dict[str, int]
    cost_per_join: int | None


class WayOut(Schema):
    """A channel (null: without a channel), or one placement of it, in the stretch and in the one before."""

    channel: str | None
    placement: str | None
    name: str
    now: FiguresOut
    before: FiguresOut


class ComparisonOut(Schema):
    """All ways, and which is the best and the worst in one sentence; costs per join are in `currency`."""

    sentence: str
    currency: str
    first_day: date
    last_day: date
    ways: list[WayOut]


class FigureRows(Schema):
    """The rows behind one figure; they count or add up to what it says."""

    rows: list[dict[str, Any]]


def opened(community: Community) -> Scope:
    """Return what is known now of a community."""
    return Scope(community=community.pk, now=now(), zone=community.timezone)


def period_of(community: Community, asked: Days) -> Period:
    """Return the stretch that is asked for."""
    last = asked.until or now().astimezone(ZoneInfo(community.timezone)).date()
    if not EPOCH_DAY + timedelta(days=8000) <= last <= date(2200, 1, 1):
        raise NotFound(_("Nothing is known of those days."), field="until")
    return whole_days(last, asked.days, community.timezone)


@router.get("/communities/{slug}/comparison", response=ComparisonOut)
def comparison(request: HttpRequest, slug: str, asked: Query[Days]) -> dict[str, Any]:
    """Compare channels and placements with each other and with the days before."""
    community = community_at(request, slug, Permission.SEE_REVIEW)
    period = period_of(community, asked)
    with open_log(opened(community)) as log:
        ways = compared(log, period)
    names = names_in(request, community)
    called = {channel: name for (channel, code), (_key, name) in names.items() if code is None}
    return {
        "sentence": ways_sentence([way for way in ways if way.code is None], called, community.currency),
        "currency": community.currency,
        "first_day": EPOCH_DAY + timedelta(days=period.first_day),
        "last_day": EPOCH_DAY + timedelta(days=period.whole_days_end - 1),
        "ways": [shown(way, names, community.currency) for way in ways if (way.channel, way.code) in names],
    }


def compared(log: Log, period: Period) -> list[Way]:
    """Return channels and codes together."""
    before = days_before(period)
    return [*channels_compared(log, period, before), *codes_compared(log, period, before)]


Names = Mapping[tuple[int | None, int | None], tuple[str | None, str]]


def names_in(request: HttpRequest, community: Community) -> Names:
    """Return key and name of every way, by channel and code."""
    actor = actor_of(request)
    names: dict[tuple[int | None, int | None], tuple[str | None, str]] = {(None, None): (None, _("Without a channel"))}
    names |= {(row.pk, None): (row.key, row.name) for row in channels_visible_to(actor, community.pk)}
    places = placements_visible_to(actor, community.pk)
    return names | {(row.channel_id, row.code_id): (row.key, row.name) for row in places}


def shown(way: Way, names: Names, currency: str) -> dict[str, Any]:
    """Return a way as the API shows one."""
    key, name = names[way.channel, way.code]
    channel = names[way.channel, None][0]
    figures = {"now": figures_shown(way.now, currency), "before": figures_shown(way.before or Figures(), currency)}
    return {"channel": channel, "placement": key if way.code is not None else None, "name": name, **figures}


def figures_shown(figures: Figures, currency: str) -> dict[str, Any]:
    """Return figures as the API shows them."""
    facts = {name: getattr(figures, name) for name in FiguresOut.model_fields if name != "cost_per_join"}
    return {**facts, "cost_per_join": figures.cost_per_join(currency)}


@router.get("/communities/{slug}/comparison/{counted}", response=FigureRows)
def figure_rows(request: HttpRequest, slug: str, counted: Counted, asked: Query[RowsAsked]) -> dict[str, Any]:
    """Show the rows behind one figure; members and orders by key, days as dates."""
    community = community_at(request, slug, Permission.SEE_REVIEW)
    numbers = {key: way for way, (key, _name) in names_in(request, community).items()}
    way = numbers.get(asked.placement or asked.channel or None)
    if way is None or (asked.placement and way[1] is None):
        raise NotFound(_("There is no such channel."))
    with open_log(opened(community)) as log:
        rows = rows_behind(log, counted, Asked(*way, period_of(community, asked)))
    return {"rows": keyed(request, community, rows)}


def keyed(request: HttpRequest, community: Community, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return rows with keys where the log has numbers."""
    members = keys_of(community.pk, {row["member"] for row in rows if "member" in row})
    bought = {row["order"] for row in rows if "order" in row}
    known = orders_visible_to(actor_of(request), community.pk).filter(pk__in=bought) if bought else []
    orders = {row.pk: row.key for row in known}
    places = {row.code_id: row.key for row in placements_visible_to(actor_of(request), community.pk)}
    read: dict[str, Callable[[Any], object]] = {
        "member": members.get, "order": orders.get, "code": places.get, "first_day": day_at, "last_day": day_at
    }  # fmt: skip
    return [
        {"placement" if name == "code" else name: read.get(name, as_it_is)(value) for name, value in row.items()}
        for row in rows
    ]


def day_at(number: int) -> date:
    """Return the day with a number."""
    return EPOCH_DAY + timedelta(days=number)


def as_it_is(value: object) -> object:
    """Return what needs no other form."""
    return value
