"""Bounties for partners: offered, and the work that is handed in for them."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.kit.clock import now
from coterie.partners.domain.bounty import close_bounty, offer_bounty
from coterie.partners.domain.work import decide_work
from coterie.partners.queries.bounties import bounties_run_by, works_run_by
from coterie.web.attempt import attempt
from coterie.web.console.market_form import MoneyField, PricedForm
from coterie.web.console.ritual_form import MOMENT
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404, page_of
from coterie.web.work_file import handed_work_file

EDIT = Permission.EDIT_PARTNERS


class BountyForm(PricedForm):
    """What is asked, and what it is worth."""

    title = forms.CharField(label=_("Name"), max_length=80)
    text = forms.CharField(
        label=_("What is asked"), max_length=2000, widget=forms.Textarea({"rows": 6}),
        help_text=_("Ask for work, never for people: nobody earns by recruiting."),
    )  # fmt: skip
    amount = MoneyField(label=_("For each piece that is accepted"))
    most = forms.IntegerField(label=_("How many pieces in all"), min_value=1, max_value=100_000, initial=10)
    most_each = forms.IntegerField(label=_("How many of one partner"), min_value=1, max_value=1000, initial=1)
    budget = MoneyField(label=_("Budget"), required=False, help_text=_("Empty: enough for all of them."))
    until = forms.DateTimeField(label=_("To be handed in by"), required=False, widget=MOMENT)


class VerdictForm(forms.Form):
    """A word to the partner."""

    note = forms.CharField(label=_("A word to the partner"), max_length=200, required=False)


@console_page("spread", EDIT)
def bounties(request: HttpRequest, community: Community) -> HttpResponse:
    """List the bounties, and how much work waits for an answer."""
    actor = actor_of(request)
    rows = page_of(request, bounties_run_by(actor, community.pk))
    words = {"rows": rows, "may_count": may(actor, Permission.SEE_REVIEW, community.pk)}
    return render(request, "console/bounties.html", words)


@console_page("spread", EDIT)
def new_bounty(request: HttpRequest, community: Community) -> HttpResponse:
    """Offer a bounty."""
    form = BountyForm(request.POST if request.method == "POST" else None, currency=community.currency)
    facts: dict[str, Any] = {"community": community.pk, "actor": actor_of(request), "now": now()}
    if form.is_valid() and (made := attempt(form, offer_bounty, **form.cleaned_data, **facts)) is not None:
        return redirect("console:bounty", community.slug, made.key)
    words = {"form": form, "title": gettext("New bounty"), "back": "console:bounties"}
    return render(request, "console/form.html", words, status=422 if form.errors else 200)


@console_page("spread", EDIT)
def bounty(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Show a bounty with the work that was handed in."""
    return bounty_page(request, community, key)


def bounty_page(
    request: HttpRequest, community: Community, key: str, wrong: VerdictForm | None = None, about: str = ""
) -> HttpResponse:
    """Answer with a bounty; `wrong` is what was said of the work with the key `about`."""
    actor = actor_of(request)
    row = one_or_404(bounties_run_by(actor, community.pk), key=key)
    works = page_of(request, works_run_by(actor, community.pk, bounty=key))
    words = {"row": row, "works": works, "form": wrong, "about": about}
    words["may_count"] = may(actor, Permission.SEE_REVIEW, community.pk)
    return render(request, "console/bounty.html", words, status=422 if wrong else 200)


@require_POST
@console_page("spread", EDIT)
def bounty_end(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Take no more work for a bounty."""
    row = one_or_404(bounties_run_by(actor_of(request), community.pk), key=key)
    close_bounty(bounty=row.pk, actor=actor_of(request), now=now())
    return redirect("console:bounty", community.slug, key)


@require_POST
@console_page("spread", EDIT)
def work_state(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Accept work, or send it back with a word."""
    row, form = one_or_404(works_run_by(actor_of(request), community.pk), key=key), VerdictForm(request.POST)
    facts = {"work": row.pk, "accept": request.POST.get("to") == "accepted", "actor": actor_of(request), "now": now()}
    if form.is_valid() and attempt(form, decide_work, **form.cleaned_data, **facts) is not None:
        return redirect("console:bounty", community.slug, row.bounty.key)
    return bounty_page(request, community, row.bounty.key, form, key)


@require_safe
@console_page("spread", EDIT)
def work_file(request: HttpRequest, community: Community, key: str, file: str, size: str) -> HttpResponse:
    """Hand a file of work over."""
    return handed_work_file(request, one_or_404(works_run_by(actor_of(request), community.pk), key=key), file, size)
