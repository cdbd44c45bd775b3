"""By which rules friends are held, what the decisions of hosts teach, and how often a hold was wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.growth.domain.watching import adopt_weights, set_risk_rules
from coterie.growth.enums import Signal, Strictness
from coterie.growth.queries.lessons import Wrong, lessons_of, wrong_holds
from coterie.growth.queries.watching import looked_at, rules_now, versions_of_rules, weights_of
from coterie.growth.rules.score import BASE, THRESHOLDS
from coterie.kit.clock import now
from coterie.web.attempt import attempt
from coterie.web.csv import csv_answer
from coterie.web.place import console_page
from coterie.web.request import actor_of

EDIT = Permission.EDIT_CAMPAIGNS
CSV_HEAD = ("signal", "held_and_decided", "let_through", "share", "low", "high", "waiting", "gone")
HOW = {
    Strictness.MILD: gettext_lazy("mild: only several signs together"),
    Strictness.USUAL: gettext_lazy("usual: one strong sign, or some weak ones"),
    Strictness.STRICT: gettext_lazy("strict: one sign of some weight"),
}


class RiskRulesForm(forms.Form):
    """How strict, and what is looked at."""

    strictness = forms.ChoiceField(label=gettext_lazy("How strict"), choices=[*HOW.items()], widget=forms.RadioSelect)
    looked_at = forms.MultipleChoiceField(
        label=gettext_lazy("What is looked at"),
        required=False,
        choices=Signal.choices,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("None: nobody is held."),
    )

    def facts(self) -> dict[str, object]:
        """Return what the verb takes."""
        off = set(Signal.values) - set(self.cleaned_data["looked_at"])
        return {"strictness": self.cleaned_data["strictness"], "off": sorted(off)}


@dataclass(frozen=True, slots=True)
class Weight:
    """What a sign weighs now, and what decided cases say it should."""

    label: object
    now: float
    proposed: float | None


@console_page("spread", Permission.SEE_CONSOLE)
def risk_rules(request: HttpRequest, community: Community) -> HttpResponse:
    """Show the rules."""
    return rules_page(request, community)


def rules_page(request: HttpRequest, community: Community, wrong: forms.Form | None = None) -> HttpResponse:
    """Answer with the rules in force, the weights that are proposed, and the versions before."""
    actor, row, lessons = actor_of(request), rules_now(community.pk), lessons_of(community.pk)
    first = {"strictness": row.strictness, "looked_at": looked_at(row)}
    words = {
        "row": row, "form": wrong if isinstance(wrong, RiskRulesForm) else RiskRulesForm(initial=first),
        "wrong": wrong, "threshold": THRESHOLDS[row.strictness], "lessons": lessons,
        "weights": weights_shown(weights_of(row), lessons.weights if lessons.enough else {}),
        "news": lessons.news(row.weights),
        "versions": versions_of_rules(actor, community.pk), "may_edit": may(actor, EDIT, community.pk),
        "how": dict(HOW)[Strictness(row.strictness)],
    }  # fmt: skip
    return render(request, "console/risk_rules.html", words, status=422 if wrong else 200)


def weights_shown(current: Mapping[str, float], proposed: Mapping[str, float]) -> list[Weight]:
    """Return the weights in words, in the order of the signals, the base last."""
    named = [*((signal.value, signal.label) for signal in Signal), (BASE, _("without any sign"))]
    return [Weight(label, current[name], proposed.get(name)) for name, label in named]


@require_POST
@console_page("spread", EDIT)
def risk_settings(request: HttpRequest, community: Community) -> HttpResponse:
    """Hold friends by other rules from now on."""
    form, facts = RiskRulesForm(request.POST), by_whom(request, community)
    if form.is_valid() and attempt(form, set_risk_rules, **form.facts(), **facts) is not None:
        messages.success(request, _("Kept. It is for friends who begin to count from now on."))
        return redirect("console:risk_rules", community.slug)
    return rules_page(request, community, form)


@require_POST
@console_page("spread", EDIT)
def risk_weights(request: HttpRequest, community: Community) -> HttpResponse:
    """Weigh signs from now on as decisions teach."""
    form = forms.Form(request.POST)
    if form.is_valid() and attempt(form, adopt_weights, **by_whom(request, community)) is not None:
        messages.success(request, _("The weights are new from now on."))
        return redirect("console:risk_rules", community.slug)
    return rules_page(request, community, form)


def by_whom(request: HttpRequest, community: Community) -> dict[str, Any]:
    """Return what every verb is told."""
    return {"community": community.pk, "actor": actor_of(request), "now": now()}


@console_page("spread", Permission.SEE_CONSOLE)
def risk_report(request: HttpRequest, community: Community) -> HttpResponse:
    """Show how often a hold was wrong."""
    every, *signals = wrong_holds(actor_of(request), community.pk)
    return render(request, "console/risk_report.html", {"every": every, "rows": [every, *signals]})


@console_page("spread", Permission.SEE_CONSOLE)
def risk_report_csv(request: HttpRequest, community: Community) -> HttpResponseBase:
    """Hand the same over as a table."""
    rows = map(line_of, wrong_holds(actor_of(request), community.pk))
    return csv_answer(f"{community.slug}-wrong-holds", CSV_HEAD, rows)


def line_of(row: Wrong) -> tuple[object, ...]:
    """Return the line of a signal."""
    share = [f"{value:.4f}" if value is not None else "" for value in (row.share.rate, row.share.low, row.share.high)]
    return (row.signal or "any", row.share.of, row.share.done, *share, row.waiting, row.gone)
