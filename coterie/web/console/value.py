"""Step 7: what the customers are worth, and who they are."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.kit.clock import now
from coterie.market.queries.orders import customer_numbers
from coterie.review.queries.value import Worth, worth_in
from coterie.web.console.value_sheet import VALUE_HEAD, value_rows, value_sheet
from coterie.web.csv import csv_answer
from coterie.web.place import console_page
from coterie.web.request import actor_of


def worth_now(community: Community) -> Worth:
    """Return what the customers are worth today."""
    return worth_in(community.pk, zone=community.timezone, currency=community.currency, now=now())


@console_page("earn", Permission.SEE_REVIEW)
def value(request: HttpRequest, community: Community) -> HttpResponse:
    """Show the segments, and whom to expect in the coming quarter."""
    may_edit = may(actor_of(request), Permission.EDIT_OFFERS, community.pk)
    return render(request, "console/value.html", {"sheet": value_sheet(worth_now(community)), "may_edit": may_edit})


@console_page("earn", Permission.SEE_REVIEW)
def value_csv(request: HttpRequest, community: Community) -> HttpResponseBase:
    """Hand over one line for each customer as CSV."""
    rows = value_rows(worth_now(community), customer_numbers(community.pk))
    return csv_answer(f"{community.slug}-value", VALUE_HEAD, rows)
