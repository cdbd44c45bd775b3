"""Step 7: orders and customers."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.market.queries.orders import customers_visible_to, orders_visible_to
from coterie.web.csv import csv_answer
from coterie.web.place import console_page
from coterie.web.request import actor_of, page_of


@console_page("earn", Permission.SEE_REVIEW)
def earn(request: HttpRequest, community: Community) -> HttpResponse:
    """List the orders and the best customers."""
    actor = actor_of(request)
    rows = page_of(request, orders_visible_to(actor, community.pk))
    return render(request, "console/earn.html", {"rows": rows, "best": customers_visible_to(actor, community.pk)[:10]})


@console_page("earn", Permission.SEE_REVIEW)
def orders_csv(request: HttpRequest, community: Community) -> HttpResponseBase:
    """Hand the orders over as CSV."""
    head = ("number", "customer", "amount_minor", "currency", "state", "placed_at")
    lines = (
        (
            row.number,
            row.customer.number if row.customer else "",
            row.amount,
            row.currency,
            row.state,
            row.placed_at.isoformat(),
        )
        for row in orders_visible_to(actor_of(request), community.pk).iterator(chunk_size=1000)
    )
    return csv_answer(f"{community.slug}-orders", head, lines)
