"""What is sold in which scene, and what becomes of who looks."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.kit.clock import now
from coterie.market.queries.scenes import scenes_sold
from coterie.review.rules.conversion import WINDOW_DAYS
from coterie.review.rules.period import Period
from coterie.web.console.books_form import StretchForm
from coterie.web.console.conversion_sheet import CONVERSION_HEAD, cells, conversion_sheet
from coterie.web.csv import csv_answer
from coterie.web.place import console_page
from coterie.web.request import actor_of


def asked_period(request: HttpRequest, community: Community) -> Period:
    """Return the days that the address asks for."""
    return StretchForm(request.GET).period(now(), community.timezone)


@console_page("earn", Permission.SEE_REVIEW)
def scenes(request: HttpRequest, community: Community) -> HttpResponse:
    """Compare the scenes for which something is offered."""
    actor, form, period = actor_of(request), StretchForm(request.GET), asked_period(request, community)
    words = {
        "lines": scenes_sold(actor, community.pk, since=period.since, until=period.until), "form": form,
        "sheet": conversion_sheet(actor, community, period), "days": WINDOW_DAYS, "query": form.query(),
    }  # fmt: skip
    return render(request, "console/scenes.html", words)


@console_page("earn", Permission.SEE_REVIEW)
def scenes_csv(request: HttpRequest, community: Community) -> HttpResponseBase:
    """Hand the scenes over as CSV; what offers without a page of their own sold has no visitors."""
    actor, period = actor_of(request), asked_period(request, community)
    names = ("scene", "offers", "orders", "buyers", "revenue", "refunded", "goods", "margin")
    looks = {line.name: cells(line.found) for line in conversion_sheet(actor, community, period).scenes}
    sold, none = scenes_sold(actor, community.pk, since=period.since, until=period.until), ("",) * len(CONVERSION_HEAD)
    lines = ((*(getattr(line, name) for name in names), *looks.get(line.scene, none)) for line in sold)
    return csv_answer(f"{community.slug}-scenes", (*names, *CONVERSION_HEAD), lines)


@console_page("earn", Permission.SEE_REVIEW)
def offer_looks_csv(request: HttpRequest, community: Community) -> HttpResponseBase:
    """Hand over by offer what became of who looked, as CSV."""
    lines = conversion_sheet(actor_of(request), community, asked_period(request, community)).offers
    rows = ((line.key, line.name, line.kind, *cells(line.found)) for line in lines)
    return csv_answer(f"{community.slug}-looks", ("offer", "title", "kind", *CONVERSION_HEAD), rows)
