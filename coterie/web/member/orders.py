"""What a member buys: what is for sale, one's orders, how each is paid, and its receipt."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coterie.kit.clock import now
from coterie.market.designs.receipt import Receipt, receipt_pdf
from coterie.market.domain.buying import cancel_order
from coterie.market.domain.paying import ask_payment
from coterie.market.enums import OrderState
from coterie.market.models import Order, Payment
from coterie.market.queries.appointments import booking_of
from coterie.market.queries.coupons import till_of
from coterie.market.queries.gifts import gifts_of
from coterie.market.queries.inside import call_for
from coterie.market.queries.receipt import receipt_of
from coterie.market.queries.shop import listed_offers, opened_by, orders_of, refunds_of, step_of
from coterie.market.queries.teams import team_of
from coterie.market.queries.ways import WayToPay, asked_last, is_way, way_called, ways_to_pay
from coterie.web.attempt import attempt
from coterie.web.member.place import Standing, member_page, own_or_404
from coterie.web.public.addresses import offer_address, team_address
from coterie.web.public.step import door_left
from coterie.web.public.to_pay import is_in_wechat, lets_pay, to_pay
from coterie.web.request import one_or_404, page_of


@require_safe
@member_page("profile")
def offers(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Show what can be bought."""
    rows = listed_offers(standing.community)[:100]
    return render(request, "member/offers.html", {"standing": standing, "offers": rows})


@require_safe
@member_page("profile")
def orders(request: HttpRequest, standing: Standing) -> HttpResponse:
    """List one's orders, and what to do next with each."""
    own_or_404(standing)
    rows, state = orders_of(standing.actor, standing.community), request.GET.get("state", "")
    if state in OrderState.values:
        rows = rows.filter(state=state)
    page = page_of(request, rows)
    steps = [(row, step_of(row)) for row in page]
    states = [(name, OrderState(name).label) for name in ("pending", "paid", "refunded", "cancelled")]
    words = {"standing": standing, "rows": page, "steps": steps, "state": state, "states": states}
    return render(request, "member/orders.html", words)


def order_or_404(standing: Standing, key: str) -> Order:
    """Find one's own order."""
    own_or_404(standing)
    return one_or_404(orders_of(standing.actor, standing.community).select_related("community", "member"), key=key)


@require_safe
@member_page("profile")
def order(request: HttpRequest, standing: Standing, key: str) -> HttpResponse:
    """Show an order: what it is, how it is paid, what it opened, what was given back."""
    return order_page(request, standing, order_or_404(standing, key), forms.Form())


def asked_in(ways: list[WayToPay], row: Order) -> Payment | None:
    """Return how an order is to be paid; None where that provider was switched off meanwhile."""
    asked = asked_last(row.pk, now())
    return asked if asked and any(way.name == asked.provider for way in ways) else None


def order_page(request: HttpRequest, standing: Standing, row: Order, form: forms.Form) -> HttpResponse:
    """Answer with an order."""
    ways = ways_to_pay(standing.community)
    asked, team = asked_in(ways, row), team_of(row, now())
    words: dict[str, Any] = {
        "standing": standing, "row": row, "form": form, "step": step_of(row), "asked": asked,
        "way": way_called(asked.provider) if asked else None, "gifts": gifts_of(row),
        "others": [way for way in ways if asked is None or way.name != asked.provider],
        "opened": opened_by(row, now()), "refunds": refunds_of(row), "home": offer_address(""),
        "till": till_of(standing.community), "booking": booking_of(row), "zone": standing.zone.key,
        "team": team, "share": team and team_address(row.lines.all()[0].variant.offer.slug, team.key),
        "wechat": call_for(asked) if asked and is_in_wechat(request) else None,
        "door": door_left(request, {line.variant.offer_id for line in row.lines.all()}),
    }  # fmt: skip
    return lets_pay(render(request, "member/order.html", words, status=422 if form.errors else 200))


@require_POST
@member_page("profile")
def payment(request: HttpRequest, standing: Standing, key: str) -> HttpResponse:
    """Ask how to pay, in the way that was chosen."""
    row, way, form = order_or_404(standing, key), request.POST.get("way", ""), forms.Form(request.POST)
    if not is_way(standing.community, way):
        raise Http404
    facts = {"provider": way, "actor": standing.actor, "now": now()}
    asked = attempt(form, ask_payment, order=row.pk, **facts) if form.is_valid() else None
    if asked is not None:
        return to_pay(request, row, standing.slug, scan="scan" in request.POST)
    return order_page(request, standing, row, form)


@require_POST
@member_page("profile")
def cancellation(request: HttpRequest, standing: Standing, key: str) -> HttpResponse:
    """Give an order up."""
    row, form, facts = order_or_404(standing, key), forms.Form(request.POST), {"actor": standing.actor, "now": now()}
    gone = attempt(form, cancel_order, order=row.pk, **facts) if form.is_valid() else None
    if gone is not None:
        messages.success(request, _("The order is cancelled. Nothing is to be paid."))
        return redirect("member:order", standing.slug, key)
    return order_page(request, standing, row, form)


def receipt_or_404(standing: Standing, key: str) -> Receipt:
    """Find the receipt of one's own order."""
    found = receipt_of(order_or_404(standing, key))
    if found is None:
        raise Http404
    return found


@require_safe
@member_page("profile")
def receipt(request: HttpRequest, standing: Standing, key: str) -> HttpResponse:
    """Show a receipt, to be printed."""
    words = {"standing": standing, "receipt": receipt_or_404(standing, key), "key": key}
    return render(request, "member/receipt.html", words)


@require_safe
@member_page("profile")
def receipt_document(request: HttpRequest, standing: Standing, key: str) -> HttpResponse:
    """Hand a receipt over as a PDF."""
    answer = HttpResponse(receipt_pdf(receipt_or_404(standing, key)), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="receipt-{key}.pdf"'
    answer["Cache-Control"], answer["X-Content-Type-Options"] = "private, no-store", "nosniff"
    return answer
