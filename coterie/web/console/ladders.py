"""Tests of prices: preparing them, watching them, deciding them."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.kit.clock import now
from coterie.market.domain.ladder import begin_ladder, decide_ladder, edit_ladder, make_ladder
from coterie.market.enums import LadderBy, LadderState
from coterie.market.models import Ladder
from coterie.market.queries.ladders import ladders_run_by
from coterie.market.queries.offers import offers_run_by
from coterie.web.attempt import attempt
from coterie.web.console.ladder_verdict import curve_of, verdict_of
from coterie.web.console.ritual_form import Choices
from coterie.web.csv import csv_answer
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404, page_of


class LadderForm(forms.Form):
    """Which offers are sizes of one content, and who sees one price."""

    title = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    by = forms.ChoiceField(
        label=gettext_lazy("Who sees the same price"), choices=LadderBy, widget=forms.RadioSelect,
        help_text=gettext_lazy("Groups, where members talk about prices: then groups are counted, so it takes longer."),
    )  # fmt: skip
    offers = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Its offers"), coerce=int, widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Two to five sizes of the same content: long and dear, short and cheap."),
    )  # fmt: skip

    def __init__(self, *args: Any, offers: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["offers"].choices = offers  # type: ignore[attr-defined]  # a ChoiceField

    def facts(self) -> dict[str, Any]:
        """Return the facts as the verbs take them; each offer has an equal part."""
        return {**self.cleaned_data, "offers": dict.fromkeys(self.cleaned_data["offers"], 1)}


def form_of(request: HttpRequest, community: Community, row: Ladder | None = None) -> LadderForm:
    """Return the form of a test."""
    offers = [(str(one.pk), one.title) for one in offers_run_by(actor_of(request), community.pk)]
    first: dict[str, Any] = {"by": LadderBy.PERSON}
    if row:
        first = {"title": row.title, "by": row.by, "offers": [rung.offer_id for rung in row.rungs.all()]}
    return LadderForm(request.POST or None, offers=offers, initial=first)


@console_page("earn", Permission.SEE_REVIEW)
def ladders(request: HttpRequest, community: Community) -> HttpResponse:
    """List the tests of prices."""
    actor = actor_of(request)
    rows = page_of(request, ladders_run_by(actor, community.pk))
    return render(
        request, "console/ladders.html", {"rows": rows, "may_edit": may(actor, Permission.EDIT_OFFERS, community.pk)}
    )


@console_page("earn", Permission.EDIT_OFFERS)
def new_ladder(request: HttpRequest, community: Community) -> HttpResponse:
    """Prepare a test."""
    form = form_of(request, community)
    if form.is_valid():
        facts = {"community": community.pk, "actor": actor_of(request), "now": now()}
        made = attempt(form, make_ladder, **form.facts(), **facts)
        if made:
            return redirect("console:ladder", community.slug, made.key)
    words = {"form": form, "title": _("New price test")}
    return render(request, "console/ladder_form.html", words, status=422 if form.errors else 200)


@console_page("earn", Permission.EDIT_OFFERS)
def ladder_facts(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Change a test that has not begun."""
    row = one_or_404(ladders_run_by(actor_of(request), community.pk), key=key)
    form = form_of(request, community, row)
    facts = {"ladder": row.pk, "actor": actor_of(request), "now": now()}
    if form.is_valid() and attempt(form, edit_ladder, **form.facts(), **facts) is not None:
        return redirect("console:ladder", community.slug, row.key)
    words = {"form": form, "title": row.title}
    return render(request, "console/ladder_form.html", words, status=422 if form.errors else 200)


@console_page("earn", Permission.SEE_REVIEW)
def ladder(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Show a test with what it says."""
    row = one_or_404(ladders_run_by(actor_of(request), community.pk), key=key)
    return ladder_page(request, row, forms.Form())


def ladder_page(request: HttpRequest, row: Ladder, form: forms.Form) -> HttpResponse:
    """Answer with a test."""
    verdict = None if row.state == LadderState.DRAFT else verdict_of(row)
    words = {
        "row": row, "form": form, "verdict": verdict, "curve": curve_of(verdict, row) if verdict else None,
        "may_edit": may(actor_of(request), Permission.EDIT_OFFERS, row.community_id),
        "address": request.build_absolute_uri(reverse("ladder", args=[row.key])),
    }  # fmt: skip
    return render(request, "console/ladder.html", words, status=422 if form.errors else 200)


@require_POST
@console_page("earn", Permission.EDIT_OFFERS)
def ladder_state(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Begin a test, or keep one of its offers."""
    row, form = one_or_404(ladders_run_by(actor_of(request), community.pk), key=key), forms.Form(request.POST)
    facts: dict[str, Any] = {"ladder": row.pk, "actor": actor_of(request), "now": now()}
    kept = request.POST.get("offer", "")
    offer = next((rung.offer_id for rung in row.rungs.all() if rung.offer.key == kept), 0)
    form.is_valid()
    done = attempt(form, decide_ladder, offer=offer, **facts) if kept else attempt(form, begin_ladder, **facts)
    if done is None:
        return ladder_page(request, row, form)
    messages.success(request, _("Only this one is for sale now.") if kept else _("The test runs."))
    return redirect("console:ladder", community.slug, row.key)


@console_page("earn", Permission.SEE_REVIEW)
def ladder_csv(request: HttpRequest, community: Community, key: str) -> HttpResponseBase:
    """Hand the figures of a test over as CSV."""
    row = one_or_404(ladders_run_by(actor_of(request), community.pk), key=key)
    head = ("offer", "price", "visitors", "buyers", "orders", "revenue", "refunded", "goods", "fees", "profit", "each")
    lines = (
        (
            line.tally.rung.offer.slug, line.tally.price, line.tally.people, line.tally.buyers, line.tally.orders,
            line.tally.revenue, line.tally.refunded, line.tally.goods, line.tally.fees, line.tally.profit,
            "" if line.each is None else line.each,
        )
        for line in verdict_of(row).lines
    )  # fmt: skip
    return csv_answer(f"{community.slug}-prices-{row.key}", head, lines)
