"""What is sold in which scene, and what becomes of who looks."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.market.queries.scenes import scenes_sold
from coterie.review.rules.conversion import WINDOW_DAYS
from coterie.web.console.conversion_sheet import CONVERSION_HEAD, cells, conversion_sheet
from coterie.web.csv import csv_answer
from coterie.web.place import console_page
from coterie.web.request import actor_of


@console_page("earn", Permission.SEE_REVIEW)
def scenes(request: HttpRequest, community: Community) -> HttpResponse:
    """Compare the scenes for which something is offered."""
    actor = actor_of(request)
    words = {"lines": scenes_sold(actor, community.pk), "sheet": conversion_sheet(actor, community)}
    return render(request, "console/scenes.html", {**words, "days": WINDOW_DAYS})


@console_page("earn", Permission.SEE_REVIEW)
def scenes_csv(request: HttpRequest, community: Community) -> HttpResponseBase:
    """Hand the scenes over as CSV; what offers without a page of their own sold has no visitors."""
    actor, names = actor_of(request), ("scene", "offers", "orders", "buyers", "revenue", "refunded", "goods", "margin")
    looks = {line.name: cells(line.found) for line in conversion_sheet(actor, community).scenes}
    sold, none = scenes_sold(actor, community.pk), ("",) * len(CONVERSION_HEAD)
    lines = ((*(getattr(line, name) for name in names), *looks.get(line.scene, none)) for line in sold)
    return csv_answer(f"{community.slug}-scenes", (*names, *CONVERSION_HEAD), lines)


@console_page("earn", Permission.SEE_REVIEW)
def offer_looks_csv(request: HttpRequest, community: Community) -> HttpResponseBase:
    """Hand over by offer what became of who looked, as CSV."""
    lines = conversion_sheet(actor_of(request), community).offers
    rows = ((line.key, line.name, *cells(line.found)) for line in lines)
    return csv_answer(f"{community.slug}-looks", ("offer", "title", *CONVERSION_HEAD), rows)
