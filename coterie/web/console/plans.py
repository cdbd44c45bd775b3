"""Plans for who sells them: who has one, who is to pay, and the terms."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.kit.clock import now
from coterie.market.domain.plan_terms import set_terms
from coterie.market.enums import PlanState
from coterie.market.queries.plans import outlook_of, plans_run_by, ways_run_by
from coterie.web.attempt import attempt
from coterie.web.console.plan_form import TermsForm
from coterie.web.csv import csv_answer
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404, page_of


@console_page("earn", Permission.SEE_REVIEW)
def plans(request: HttpRequest, community: Community) -> HttpResponse:
    """List members' plans, and the ways to buy one."""
    actor, state, at = actor_of(request), request.GET.get("state", ""), now()
    words = {
        "rows": page_of(request, plans_run_by(actor, community.pk, state, at)), "states": PlanState.choices,
        "state": state, "outlook": outlook_of(community.pk, at), "ways": ways_run_by(actor, community.pk),
        "may_edit": may(actor, Permission.EDIT_OFFERS, community.pk),
    }  # fmt: skip
    return render(request, "console/plans.html", words)


@console_page("earn", Permission.SEE_REVIEW)
def plans_csv(request: HttpRequest, community: Community) -> HttpResponseBase:
    """Hand members' plans over as a table."""
    rows = plans_run_by(actor_of(request), community.pk, request.GET.get("state", ""), now())
    lines = (
        (
            row.member.number, row.member.name, row.offer.title, row.variant.name, row.state, row.since.isoformat(),
            row.paid_until.isoformat(), row.cancelled_at.isoformat() if row.cancelled_at else "",
        )
        for row in rows.iterator()
    )  # fmt: skip
    head = ("number", "name", "plan", "variant", "state", "since", "paid_until", "cancelled_at")
    return csv_answer(f"{community.slug}-plans", head, lines)


@console_page("earn", Permission.EDIT_OFFERS)
def plan_terms(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Say for how long a way to buy a plan is paid."""
    row = one_or_404(ways_run_by(actor_of(request), community.pk), key=key)
    form = TermsForm(request.POST or None, initial=TermsForm.initial_of(row))
    facts: dict[str, Any] = {"variant": row.pk, "actor": actor_of(request), "now": now()}
    if form.is_valid() and attempt(form, set_terms, **form.cleaned_data, **facts) is not None:
        return redirect("console:plans", community.slug)
    return render(request, "console/plan_terms.html", {"form": form, "row": row}, status=422 if form.errors else 200)
