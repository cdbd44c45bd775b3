"""One order: what was bought, paid and given back, and what can be done with it."""

from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.kit.clock import now
from coterie.market.domain.buying import SHOP, place_order
from coterie.market.domain.calling_off import call_off_order
from coterie.market.domain.paying import ask_payment, confirm_payment
from coterie.market.domain.refund import refund_order, settle_refund
from coterie.market.models import Order
from coterie.market.queries.appointments import booking_of
from coterie.market.queries.offers import called
from coterie.market.queries.orders_run import opened_by, orders_run_by, refunds_of, variants_on_sale
from coterie.market.queries.providers import troubles_of
from coterie.market.rules import MANUAL
from coterie.members.queries.members import active_member_called
from coterie.web.attempt import attempt
from coterie.web.console.market_form import EvidenceForm, NewOrderForm, RefundForm
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404

EDIT = Permission.EDIT_OFFERS


def order_at(request: HttpRequest, community: Community, key: str) -> Order:
    """Find an order, or 404."""
    return one_or_404(orders_run_by(actor_of(request), community.pk), key=key)


@console_page("earn", Permission.SEE_REVIEW)
def order(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Show an order."""
    return order_page(request, community, order_at(request, community, key))


def order_page(request: HttpRequest, community: Community, row: Order, **forms: Any) -> HttpResponse:
    """Answer with an order and what can be done with it."""
    lines = list(row.lines.order_by("pk"))
    given = {
        "refund_form": RefundForm(lines=lines, currency=row.currency), "evidence_form": EvidenceForm(),
        "end_form": None, **forms,
    }  # fmt: skip
    words = {
        **given, "row": row, "lines": lines, "opened": opened_by(row, lines), "booking": booking_of(row),
        "payments": row.payments.order_by("pk"), "refunds": refunds_of(row), "left": row.amount - row.refunded,
        "may_edit": may(actor_of(request), EDIT, community.pk), "ours": row.source == SHOP,
        "may_see": may(actor_of(request), Permission.SEE_MEMBERS, community.pk), "troubles": troubles_of(row.pk),
    }  # fmt: skip
    wrong = any(form is not None and form.errors for form in given.values())
    return render(request, "console/order.html", words, status=422 if wrong else 200)


@require_POST
@console_page("earn", EDIT)
def order_payment(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Confirm by hand that the money is there."""
    row, form = order_at(request, community, key), EvidenceForm(request.POST)
    facts: dict[str, Any] = {"actor": actor_of(request), "now": now()}
    asked = attempt(form, ask_payment, order=row.pk, provider=MANUAL, **facts) if form.is_valid() else None
    evidence = form.cleaned_data.get("evidence", "")
    if asked and (not asked.amount or attempt(form, confirm_payment, payment=asked.pk, evidence=evidence, **facts)):
        return redirect("console:order", community.slug, key)
    return order_page(request, community, row, evidence_form=form)


@require_POST
@console_page("earn", EDIT)
def order_end(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Let an order come to nothing for which no money came."""
    row, form = order_at(request, community, key), EvidenceForm({})
    facts = {"order": row.pk, "actor": actor_of(request), "now": now()}
    if form.is_valid() and attempt(form, call_off_order, **facts) is not None:
        return redirect("console:order", community.slug, key)
    return order_page(request, community, row, end_form=form)


@require_POST
@console_page("earn", EDIT)
def order_refund(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Give money back: by line, or all that is left."""
    row = order_at(request, community, key)
    form = RefundForm(request.POST, lines=row.lines.order_by("pk"), currency=row.currency)
    facts: dict[str, Any] = {"order": row.pk, "actor": actor_of(request), "now": now()}
    if form.is_valid():
        said = form.facts()
        if request.POST.get("whole"):
            said = {"reason": said["reason"]}
        if attempt(form, refund_order, **said, **facts):
            return redirect("console:order", community.slug, key)
    return order_page(request, community, row, refund_form=form)


@require_POST
@console_page("earn", EDIT)
def refund_state(request: HttpRequest, community: Community, key: str, refund: str) -> HttpResponse:
    """Note that money is back with the buyer."""
    row = one_or_404(refunds_of(order_at(request, community, key)), key=refund)
    settle_refund(refund=row.pk, actor=actor_of(request), now=now())
    return redirect("console:order", community.slug, key)


@console_page("earn", EDIT)
def new_order(request: HttpRequest, community: Community) -> HttpResponse:
    """Order for a member, by hand."""
    rows = {row.key: row for row in variants_on_sale(actor_of(request), community.pk)}
    choices = [(key, called(row)) for key, row in rows.items()]
    form = NewOrderForm(request.POST or None, variants=choices)
    if request.method == "POST" and form.is_valid():
        made = ordered(request, community, form, rows[form.cleaned_data["variant"]].pk)
        if made:
            return redirect("console:order", community.slug, made.key)
    words = {"form": form, "title": _("Order for a member"), "back": "console:earn"}
    return render(request, "console/form.html", words, status=422 if form.errors else 200)


def ordered(
    request: HttpRequest, community: Community, form: Form, variant: int, time: int | None = None
) -> Order | None:
    """Place the order that a form asks for."""
    given = form.cleaned_data
    member = active_member_called(community.pk, given["member"])
    if member is None:
        form.add_error("member", _("There is no such member."))
        return None
    return attempt(
        form, place_order, community=community.pk, member=member, wanted={variant: given["quantity"]},
        coupon=given.get("coupon", ""), points=given.get("points") or 0, address=given.get("address", ""), time=time,
        actor=actor_of(request), now=now(),
    )  # fmt: skip
