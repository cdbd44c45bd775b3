"""The shop for who runs it: what is in it, and what waits to be handed over."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.kit.clock import now
from coterie.rewards.domain.prize import add_prize, edit_prize
from coterie.rewards.domain.purchase import deliver_purchase, return_purchase
from coterie.rewards.enums import Delivery
from coterie.rewards.queries.shop import prizes_run_by, purchases_run_by
from coterie.web.attempt import attempt
from coterie.web.console.reward_form import NewPrizeForm, NoteForm, PrizeFactsForm
from coterie.web.csv import csv_answer
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404, page_of


@console_page("engage", Permission.SEE_CONSOLE)
def prizes(request: HttpRequest, community: Community) -> HttpResponse:
    """List what is in the shop."""
    actor = actor_of(request)
    rows = page_of(request, prizes_run_by(actor, community.pk))
    words = {
        "rows": rows, "may_edit": may(actor, Permission.EDIT_REWARDS, community.pk),
        "may_see": may(actor, Permission.SEE_MEMBERS, community.pk),
    }  # fmt: skip
    return render(request, "console/prizes.html", words)


@console_page("engage", Permission.EDIT_REWARDS)
def new_prize(request: HttpRequest, community: Community) -> HttpResponse:
    """Put something into the shop."""
    form = NewPrizeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = {"community": community.pk, "actor": actor_of(request), "now": now()}
        if attempt(form, add_prize, **form.cleaned_data, **facts):
            return redirect("console:prizes", community.slug)
    words = {"form": form, "title": _("New prize")}
    return render(request, "console/reward_form.html", words, status=422 if form.errors else 200)


@console_page("engage", Permission.EDIT_REWARDS)
def prize(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Change what is in the shop."""
    row = one_or_404(prizes_run_by(actor_of(request), community.pk), key=key)
    form = PrizeFactsForm(request.POST or None, initial=PrizeFactsForm.initial_of(row))
    if request.method == "POST" and form.is_valid():
        facts = {"prize": row.pk, "actor": actor_of(request), "now": now()}
        if attempt(form, edit_prize, **form.cleaned_data, **facts):
            return redirect("console:prizes", community.slug)
    words = {"form": form, "title": row.name, "left": row.left}
    return render(request, "console/reward_form.html", words, status=422 if form.errors else 200)


@console_page("engage", Permission.SEE_MEMBERS)
def purchases(request: HttpRequest, community: Community) -> HttpResponse:
    """List what was bought."""
    return purchases_page(request, community)


def purchases_page(request: HttpRequest, community: Community, wrong: NoteForm | None = None) -> HttpResponse:
    """Answer with what was bought."""
    actor, state = actor_of(request), request.GET.get("state", "")
    words = {
        "rows": page_of(request, purchases_run_by(actor, community.pk, state)), "states": Delivery.choices,
        "state": state, "form": wrong, "may_edit": may(actor, Permission.EDIT_REWARDS, community.pk),
    }  # fmt: skip
    return render(request, "console/purchases.html", words, status=422 if wrong else 200)


@require_POST
@console_page("engage", Permission.EDIT_REWARDS)
def purchase_end(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Hand over what was bought, or take it back."""
    row = one_or_404(purchases_run_by(actor_of(request), community.pk), key=key)
    form = NoteForm(request.POST)
    facts: dict[str, Any] = {"purchase": row.pk, "actor": actor_of(request), "now": now()}
    verb = return_purchase if request.POST.get("back") else deliver_purchase
    ended = attempt(form, verb, **form.cleaned_data, **facts) if form.is_valid() else None
    if ended is not None:
        return redirect("console:purchases", community.slug)
    return purchases_page(request, community, form)


@console_page("engage", Permission.SEE_MEMBERS)
def purchases_csv(request: HttpRequest, community: Community) -> HttpResponseBase:
    """Hand over what was bought as a table."""
    rows = purchases_run_by(actor_of(request), community.pk, request.GET.get("state", ""))
    lines = (
        (row.member.number, row.member.name, row.prize.name, row.points, row.at.isoformat(), row.state, row.note)
        for row in rows.iterator()
    )
    return csv_answer(
        f"{community.slug}-shop", ("number", "name", "prize", "points", "bought_at", "state", "note"), lines
    )
