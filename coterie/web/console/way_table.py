"""The comparison as a table: a line for each channel, with its placements below."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from coterie.communities.models import Community
from coterie.kit.money import Money
from coterie.review.queries.way_rows import Counted
from coterie.review.queries.ways import Figures, Way
from coterie.review.queries.ways_sheet import shown
from coterie.review.queries.words import money, whole_number
from coterie.web.console.way_names import Called
from coterie.web.listing import address_with

UNKNOWN = "–"


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure, what it was before, and where its rows are."""

    name: str
    label: str
    text: str
    before: str
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """A channel or, indented, a placement."""

    name: str
    url: str
    inner: bool
    pending: int
    cells: tuple[Cell, ...]


def lines_of(
    channels: Sequence[Way], codes: Iterable[Way], called: Called, request: HttpRequest, community: Community
) -> list[Line]:
    """Return the lines in the order that is asked for, placements below their channel."""
    order = request.GET.get("sort", "-joins")
    below: dict[int | None, list[Way]] = {}
    for way in codes:
        below.setdefault(way.channel, []).append(way)
    ways = [
        way
        for channel in ordered(channels, order, called, community.currency)
        for way in (channel, *ordered(below.get(channel.channel, ()), order, called, community.currency))
    ]
    query = address_with(request, sort="", channel="", placement="").removeprefix("?")
    return [line_of(way, called, query, community) for way in ways]


def ordered(ways: Iterable[Way], order: str, called: Called, currency: str) -> list[Way]:
    """Sort ways by a figure or by name; what is not known comes last."""
    name = order.removeprefix("-")
    worth = SORTS.get(name, SORTS["joins"])
    keyed = [(called.named(way.channel, way.code) if name == "name" else worth(way.now, currency), way) for way in ways]
    known = [pair for pair in keyed if pair[0] is not None]
    known.sort(key=lambda pair: pair[0], reverse=order.startswith("-"))  # type: ignore[arg-type, return-value]
    return [way for _key, way in known] + [way for key, way in keyed if key is None]


SORTS: dict[str, Callable[[Figures, str], int | None]] = {
    "views": lambda figures, _currency: figures.views,
    "visitors": lambda figures, _currency: figures.visitors,
    "joins": lambda figures, _currency: figures.joins,
    "activated": lambda figures, _currency: figures.activated,
    "cost": lambda figures, currency: figures.costs.get(currency),
    "cost_per_join": lambda figures, currency: figures.cost_per_join(currency),
    "revenue": lambda figures, currency: figures.revenue.get(currency),
}


def line_of(way: Way, called: Called, query: str, community: Community) -> Line:
    """Return one line."""
    key = called.channel_keys.get(way.channel, "")
    inner = way.code is not None
    target = ("console:placement", called.place_keys.get(way.code)) if inner else ("console:channel", key)
    named = {"channel": key} | ({"placement": called.place_keys[way.code]} if inner else {})
    rows = "&".join(part for part in (urlencode(named), query) if part)
    return Line(
        name=called.places[way.code] if inner else called.channels.get(way.channel, UNKNOWN),
        url=reverse(target[0], args=[community.slug, target[1]]) if way.channel else "",
        inner=inner,
        pending=way.now.pending,
        cells=tuple(cells_of(way, community, rows)),
    )


def cells_of(way: Way, community: Community, query: str) -> Iterable[Cell]:
    """Yield the figures of a way, in the order of the columns."""
    read = READ_COUNTS | money_columns(community.currency)
    for name, label in columns().items():
        texts = [read[name](figures) if figures else "" for figures in (way.now, way.before)]
        rows = f"{reverse('console:figure_rows', args=[community.slug, ROWS_OF.get(name, name)])}?{query}"
        yield Cell(name, label, texts[0] or UNKNOWN, texts[1], rows)


def columns() -> dict[str, str]:
    """Return the figures with their headings."""
    return {
        "views": _("Views"),
        "visitors": _("Visitors"),
        "joins": _("Joined"),
        "activated": _("Activated"),
        "cost": _("Cost"),
        "cost_per_join": _("Cost per join"),
        "revenue": _("Later revenue"),
    }


READ_COUNTS: dict[str, Callable[[Figures], str]] = {
    "views": lambda figures: whole_number(figures.views),
    "visitors": lambda figures: whole_number(figures.visitors),
    "joins": lambda figures: whole_number(figures.joins),
    "activated": lambda figures: whole_number(figures.activated),
    "cost": lambda figures: shown(figures.costs),
    "revenue": lambda figures: shown(figures.revenue),
}
ROWS_OF = {"cost_per_join": Counted.COST.value}
"""Figures that are made of another one's rows."""


def money_columns(currency: str) -> dict[str, Callable[[Figures], str]]:
    """Return how figures are read that are about one currency."""

    def price(figures: Figures) -> str:
        minor = figures.cost_per_join(currency)
        return "" if minor is None else money(Money(minor, currency))

    return {"cost_per_join": price}
