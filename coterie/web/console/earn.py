"""Step 7: orders and customers."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.market.enums import OrderState
from coterie.market.queries.orders import customers_visible_to
from coterie.market.queries.orders_run import REFUND_FAILED, OrderFilter, offers_in, orders_run_by
from coterie.web.csv import csv_answer
from coterie.web.place import console_page
from coterie.web.request import actor_of, page_of


def asked_of(request: HttpRequest) -> OrderFilter:
    """Return which orders the address asks for."""
    return OrderFilter(*(request.GET.get(name, "") for name in ("state", "offer", "q", "team")))


@console_page("earn", Permission.SEE_REVIEW)
def earn(request: HttpRequest, community: Community) -> HttpResponse:
    """List the orders and the best customers."""
    actor, which = actor_of(request), asked_of(request)
    words: dict[str, Any] = {
        "rows": page_of(request, orders_run_by(actor, community.pk, which)), "which": which,
        "states": [*OrderState.choices[1:], (REFUND_FAILED, _("a refund failed"))],
        "offers": offers_in(actor, community.pk),
        "best": customers_visible_to(actor, community.pk)[:10],
        "may_edit": may(actor, Permission.EDIT_OFFERS, community.pk),
    }  # fmt: skip
    return render(request, "console/earn.html", words)


@console_page("earn", Permission.SEE_REVIEW)
def orders_csv(request: HttpRequest, community: Community) -> HttpResponseBase:
    """Hand the orders over as CSV."""
    amounts = ("amount_minor", "refunded_minor", "discount_minor")
    head = ("number", "customer", *amounts, "points", "currency", "state", "placed_at")
    lines = (
        (
            row.number, row.customer.number if row.customer else "", row.amount, row.refunded, row.discount,
            row.points, row.currency, row.state, row.placed_at.isoformat(),
        )
        for row in orders_run_by(actor_of(request), community.pk, asked_of(request)).iterator(chunk_size=1000)
    )  # fmt: skip
    return csv_answer(f"{community.slug}-orders", head, lines)
