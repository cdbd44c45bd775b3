"""Pledging, and what one has pledged."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from coterie.kit.clock import now
from coterie.market.domain.buying import cancel_order
from coterie.market.domain.pledge import pay_again
from coterie.market.domain.pledge import pledge as pledge_for
from coterie.market.models import Order
from coterie.market.queries.projects import pledge_state, pledges_of, public_projects, rules_of
from coterie.web.attempt import attempt
from coterie.web.console.ritual_form import Choices
from coterie.web.member.place import Standing, member_page, own_or_404
from coterie.web.public.checkout import note_buyer
from coterie.web.request import one_or_404, page_of


class PledgeForm(forms.Form):
    """How many of which tier."""

    tier = forms.ChoiceField(label=_("What you choose"), widget=forms.RadioSelect)
    quantity = forms.IntegerField(label=_("How many"), min_value=1, max_value=1000, initial=1)
    address = forms.CharField(
        label=_("Where it is to be sent"), max_length=400, required=False, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, *args: Any, tiers: Choices, with_address: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["tier"].choices = tiers  # type: ignore[attr-defined]  # a ChoiceField
        if not with_address:
            del self.fields["address"]


@member_page("profile")
def new_pledge(request: HttpRequest, standing: Standing, project_slug: str) -> HttpResponse:
    """Pledge for a project; its rule stands above the button."""
    own_or_404(standing)
    row = one_or_404(public_projects(standing.community), offer__slug=project_slug)
    tiers = {tier.variant.key: tier for tier in row.tiers.filter(variant__closed_at=None).select_related("variant")}
    names = [(key, tier.variant.name) for key, tier in tiers.items()]
    note_buyer(request, row.offer)
    chosen = {"tier": request.GET.get("tier", ""), "quantity": 1}
    form = PledgeForm(request.POST or None, initial=chosen, tiers=names, with_address=row.offer.with_address)
    if request.method == "POST" and form.is_valid():
        given = {**form.cleaned_data, "tier": tiers[form.cleaned_data["tier"]].pk}
        if made := attempt(form, pledge_for, **given, actor=standing.actor, now=now()):
            return redirect("member:pledge", standing.slug, made.key)
    words = {"standing": standing, "row": row, "form": form, "rules": rules_of(row, now()), "tiers": tiers.values()}
    return render(request, "member/new_pledge.html", words, status=422 if form.errors else 200)


@require_safe
@member_page("profile")
def pledges(request: HttpRequest, standing: Standing) -> HttpResponse:
    """List what one has pledged."""
    own_or_404(standing)
    rows = page_of(request, pledges_of(standing.actor, standing.community))
    words = {"standing": standing, "rows": rows, "pledges": [(row, pledge_state(row)) for row in rows]}
    return render(request, "member/pledges.html", {**words, "running": public_projects(standing.community)[:20]})


def own_pledge(standing: Standing, key: str) -> Order:
    """Find one's own pledge, or 404."""
    return one_or_404(pledges_of(standing.actor, standing.community), key=key)


@require_safe
@member_page("profile")
def pledge(request: HttpRequest, standing: Standing, key: str) -> HttpResponse:
    """Show a pledge: how it is paid, and where it stands."""
    return pledge_page(request, standing, own_pledge(standing, key))


def pledge_page(request: HttpRequest, standing: Standing, row: Order, wrong: forms.Form | None = None) -> HttpResponse:
    """Answer with the page of a pledge."""
    line = row.lines.all()[0]
    words = {"standing": standing, "row": row, "state": pledge_state(row), "line": line, "form": wrong}
    words["project"] = line.variant.offer.project
    return render(request, "member/pledge.html", words, status=422 if wrong else 200)


@require_POST
@member_page("profile")
def pledge_end(request: HttpRequest, standing: Standing, key: str) -> HttpResponse:
    """Take back a pledge that is not paid."""
    row, form = own_pledge(standing, key), forms.Form(request.POST)
    if form.is_valid() and attempt(form, cancel_order, order=row.pk, actor=standing.actor, now=now()) is not None:
        return redirect("member:pledge", standing.slug, key)
    return pledge_page(request, standing, row, form)


@require_POST
@member_page("profile")
def pledge_payment(request: HttpRequest, standing: Standing, key: str) -> HttpResponse:
    """Pay by hand what failed another way."""
    row, form = own_pledge(standing, key), forms.Form(request.POST)
    if form.is_valid() and attempt(form, pay_again, order=row.pk, actor=standing.actor, now=now()) is not None:
        return redirect("member:pledge", standing.slug, key)
    return pledge_page(request, standing, row, form)
