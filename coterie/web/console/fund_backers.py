"""Who backs a project: money that came, and money that goes back."""

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.kit.clock import now
from coterie.market.domain.paying import confirm_payment
from coterie.market.domain.refund import refund_order
from coterie.market.enums import PaymentState, PledgeState
from coterie.market.models import Order
from coterie.market.queries.projects import pledge_state, pledges_to
from coterie.market.rules import MANUAL
from coterie.web.attempt import attempt
from coterie.web.console.fund import project_at
from coterie.web.console.fund_form import EvidenceForm
from coterie.web.csv import csv_answer
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404, page_of


@console_page("earn", Permission.SEE_REVIEW)
def backers(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """List who backs a project."""
    return backers_page(request, community, key)


def backers_page(request: HttpRequest, community: Community, key: str, wrong: forms.Form | None = None) -> HttpResponse:
    """Answer with who backs a project."""
    actor, state, row = actor_of(request), request.GET.get("state", ""), project_at(request, community, key)
    rows = page_of(request, pledges_to(actor, row, state))
    words = {
        "row": row, "rows": rows, "pledges": [(one, pledge_state(one)) for one in rows], "state": state,
        "states": PledgeState.choices, "form": wrong, "may_edit": may(actor, Permission.EDIT_OFFERS, community.pk),
    }  # fmt: skip
    return render(request, "console/backers.html", words, status=422 if wrong else 200)


@require_POST
@console_page("earn", Permission.EDIT_OFFERS)
def backer_payment(request: HttpRequest, community: Community, key: str, order: str) -> HttpResponse:
    """Confirm by hand that the money of a pledge is there."""
    actor = actor_of(request)
    row = one_or_404(pledges_to(actor, project_at(request, community, key)), key=order)
    asked = one_or_404(row.payments.filter(state=PaymentState.ASKED), provider=MANUAL)
    form, facts = EvidenceForm(request.POST), {"payment": asked.pk, "actor": actor, "now": now()}
    if form.is_valid() and attempt(form, confirm_payment, **form.cleaned_data, **facts) is not None:
        return redirect("console:backers", community.slug, key)
    return backers_page(request, community, key, form)


@require_POST
@console_page("earn", Permission.EDIT_OFFERS)
def backer_refund(request: HttpRequest, community: Community, key: str, order: str) -> HttpResponse:
    """Give the money of one pledge back."""
    actor = actor_of(request)
    row = one_or_404(pledges_to(actor, project_at(request, community, key)), key=order)
    form, facts = forms.Form(request.POST), {"order": row.pk, "actor": actor, "now": now()}
    if form.is_valid() and attempt(form, refund_order, **facts) is not None:
        return redirect("console:backers", community.slug, key)
    return backers_page(request, community, key, form)


@console_page("earn", Permission.SEE_REVIEW)
def backers_csv(request: HttpRequest, community: Community, key: str) -> HttpResponseBase:
    """Hand over who backs a project as a table."""
    row = project_at(request, community, key)
    rows = pledges_to(actor_of(request), row, request.GET.get("state", "")).iterator(chunk_size=500)
    head = ("number", "name", "what", "amount_minor", "refunded_minor", "currency", "state", "placed_at", "address")
    return csv_answer(f"{community.slug}-{row.offer.slug}", head, (line_of(one) for one in rows))


def line_of(one: Order) -> tuple[object, ...]:
    """Return a pledge as a line of the table."""
    what = ", ".join(f"{line.quantity} x {line.variant.name}" for line in one.lines.all())
    name = one.member.name if one.member else ""
    sums = (one.amount, one.refunded, one.currency, str(pledge_state(one)))
    return (one.number, name, what, *sums, one.placed_at.isoformat(), one.address)
