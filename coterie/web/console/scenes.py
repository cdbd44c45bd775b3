"""What is sold in which scene."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.market.queries.scenes import scenes_sold
from coterie.web.csv import csv_answer
from coterie.web.place import console_page
from coterie.web.request import actor_of


@console_page("earn", Permission.SEE_REVIEW)
def scenes(request: HttpRequest, community: Community) -> HttpResponse:
    """Compare the scenes for which something is offered."""
    return render(request, "console/scenes.html", {"lines": scenes_sold(actor_of(request), community.pk)})


@console_page("earn", Permission.SEE_REVIEW)
def scenes_csv(request: HttpRequest, community: Community) -> HttpResponseBase:
    """Hand the same over as CSV."""
    names = ("scene", "offers", "orders", "buyers", "revenue", "refunded", "goods", "margin")
    lines = ([getattr(line, name) for name in names] for line in scenes_sold(actor_of(request), community.pk))
    return csv_answer(f"{community.slug}-scenes", names, lines)
