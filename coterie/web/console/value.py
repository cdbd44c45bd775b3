"""Step 7: what the customers are worth, and who they are."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.kit.clock import now
from coterie.market.queries.customer_members import customer_members
from coterie.market.queries.orders import customer_numbers
from coterie.review.queries.value import Worth, worth_in
from coterie.review.queries.value_people import members_by_segment
from coterie.web.console.value_sheet import VALUE_HEAD, value_rows, value_sheet
from coterie.web.csv import csv_answer
from coterie.web.place import console_page
from coterie.web.request import actor_of

RIGHTS = {"may_edit": Permission.EDIT_OFFERS, "may_tag": Permission.EDIT_MEMBERS}


def worth_now(community: Community) -> Worth:
    """Return what the customers are worth today."""
    return worth_in(community.pk, zone=community.timezone, currency=community.currency, now=now())


@console_page("earn", Permission.SEE_REVIEW)
def value(request: HttpRequest, community: Community) -> HttpResponse:
    """Show the segments, and whom to expect in the coming quarter."""
    actor, worth = actor_of(request), worth_now(community)
    words: dict[str, object] = {"sheet": value_sheet(worth, members_by_segment(worth, customer_members(community.pk)))}
    words |= {name: may(actor, right, community.pk) for name, right in RIGHTS.items()}
    return render(request, "console/value.html", words)


@console_page("earn", Permission.SEE_REVIEW)
def value_csv(request: HttpRequest, community: Community) -> HttpResponseBase:
    """Hand over one line for each customer as CSV."""
    rows = value_rows(worth_now(community), customer_numbers(community.pk))
    return csv_answer(f"{community.slug}-value", VALUE_HEAD, rows)
