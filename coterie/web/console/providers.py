"""How money comes in: payment providers with their credentials, and what they told."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.kit.clock import now
from coterie.market.domain.giving_back import ask_refund_again
from coterie.market.domain.provider_account import set_up_provider
from coterie.market.enums import NoticeOutcome
from coterie.market.providers.catalogue import takes
from coterie.market.queries.orders_run import refunds_of
from coterie.market.queries.providers import Setup, notices_run_by, setups_run_by
from coterie.market.queries.ways import way_called
from coterie.web.attempt import attempt
from coterie.web.console.provider_form import ProviderForm
from coterie.web.console.sales import order_at
from coterie.web.csv import csv_answer
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404, page_of

EDIT, SEE = Permission.EDIT_PROVIDERS, Permission.SEE_REVIEW


@console_page("earn", EDIT)
def providers(request: HttpRequest, community: Community) -> HttpResponse:
    """List the providers, and how each is set up."""
    rows = setups_run_by(actor_of(request), community.pk)
    shown = [(row, way_called(row.provider), takes(row.provider, community.currency)) for row in rows]
    return render(request, "console/providers.html", {"rows": shown, "currency": community.currency})


def setup_or_404(request: HttpRequest, community: Community, provider: str) -> Setup:
    """Find how a provider is set up."""
    rows = setups_run_by(actor_of(request), community.pk)
    found = next((row for row in rows if row.provider == provider), None)
    if found is None:
        raise Http404
    return found


@console_page("earn", EDIT)
def provider(request: HttpRequest, community: Community, name: str) -> HttpResponse:
    """Set one provider up, or switch it off."""
    setup = setup_or_404(request, community, name)
    form = ProviderForm(request.POST or None, setup=setup)
    facts: dict[str, Any] = {"community": community.pk, "provider": name, "actor": actor_of(request), "now": now()}
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, set_up_provider, **form.facts(), **facts) is not None
    ):
        return redirect("console:provider", community.slug, name)
    words = {"form": form, "setup": setup, "way": way_called(name)}
    return render(request, "console/provider.html", words, status=422 if form.errors else 200)


@console_page("earn", SEE)
def notices(request: HttpRequest, community: Community) -> HttpResponse:
    """List what providers told."""
    actor, outcome = actor_of(request), request.GET.get("outcome", "")
    words = {
        "rows": page_of(request, notices_run_by(actor, community.pk, outcome)), "outcome": outcome,
        "outcomes": NoticeOutcome.choices, "may_set_up": may(actor, EDIT, community.pk),
        "may_edit": may(actor, Permission.EDIT_OFFERS, community.pk),
    }  # fmt: skip
    return render(request, "console/notices.html", words)


@console_page("earn", SEE)
def notices_csv(request: HttpRequest, community: Community) -> HttpResponseBase:
    """Hand what providers told over as CSV."""
    head = ("provider", "event", "kind", "order", "amount_minor", "currency", "told_at", "outcome", "why", "times")
    lines = (
        (
            row.account.provider, row.event, row.kind, row.payment.order.number if row.payment else "", row.amount,
            row.currency, row.told_at.isoformat(), row.outcome, row.why, row.times,
        )
        for row in notices_run_by(actor_of(request), community.pk, request.GET.get("outcome", "")).iterator()
    )  # fmt: skip
    return csv_answer(f"{community.slug}-notices", head, lines)


@require_POST
@console_page("earn", Permission.EDIT_OFFERS)
def refund_again(request: HttpRequest, community: Community, key: str, refund: str) -> HttpResponse:
    """Have the provider asked once more for a refund that failed."""
    row = one_or_404(refunds_of(order_at(request, community, key)), key=refund)
    ask_refund_again(refund=row.pk, actor=actor_of(request), now=now())
    return redirect("console:order", community.slug, key)
