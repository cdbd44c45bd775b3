"""Friends who look as if nobody new had come: held until a host decides, one by one or many at once."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.growth.domain.review import decide_holds
from coterie.growth.enums import HoldState
from coterie.growth.models import Hold
from coterie.growth.queries.holds import history_of, holds_run_by, reasons_of, ring_of
from coterie.growth.queries.overview import campaigns_in
from coterie.kit.clock import now
from coterie.web.attempt import attempt
from coterie.web.console.hold_sheet import ring_sheet
from coterie.web.csv import csv_answer
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404, page_of

CSV_HEAD = (
    "friend", "key", "invited_by", "campaign", "state", "score", "signals", "reasons", "held_at", "decided_at",
)  # fmt: skip
WORDS = [("1", _("let through")), ("0", _("refuse"))]


class WordForm(forms.Form):
    """A host's word on friends who are held."""

    action = forms.TypedChoiceField(label=_("Decision"), choices=WORDS, coerce=lambda value: value == "1")
    why = forms.CharField(
        label=_("Why"),
        max_length=120,
        widget=forms.TextInput({"aria-label": _("Why"), "placeholder": _("Why: it stays in the ledger")}),
    )


def asked_of(request: HttpRequest) -> dict[str, str]:
    """Return which of them the address asks for; those who wait, unless it says otherwise."""
    asked = {name: request.GET.get(name, "").replace("\0", "") for name in ("state", "campaign")}
    return {**asked, "state": asked["state"] or str(HoldState.WAITING)}


@console_page("spread", Permission.SEE_MEMBERS)
def holds(request: HttpRequest, community: Community) -> HttpResponse:
    """List who is held, the most suspicious first."""
    return holds_page(request, community)


def holds_page(request: HttpRequest, community: Community, wrong: WordForm | None = None) -> HttpResponse:
    """Answer with who is held; `wrong` is what was said of those who are ticked."""
    actor, asked = actor_of(request), asked_of(request)
    rows = page_of(request, holds_run_by(actor, community.pk, **asked))
    may_edit = may(actor, Permission.EDIT_CAMPAIGNS, community.pk)
    words = {
        "rows": rows, "shown": [(row, reasons_of(row)) for row in rows], **asked, "query": request.GET.urlencode(),
        "states": HoldState.choices, "campaigns": campaigns_in(actor, community.pk), "may_edit": may_edit,
        "form": wrong or WordForm(auto_id=False), "ticked": request.POST.getlist("hold"),
        "open": may_edit and asked["state"] != HoldState.GONE,
    }  # fmt: skip
    return render(request, "console/holds.html", words, status=422 if wrong else 200)


@require_POST
@console_page("spread", Permission.EDIT_CAMPAIGNS)
def hold_words(request: HttpRequest, community: Community) -> HttpResponse:
    """Let those who are ticked through, or refuse them."""
    form = WordForm(request.POST, auto_id=False)
    facts: dict[str, Any] = {"community": community.pk, "actor": actor_of(request), "now": now()}
    if form.is_valid():
        facts |= {"may_count": form.cleaned_data["action"], "why": form.cleaned_data["why"]}
        if found := attempt(form, decide_holds, holds=request.POST.getlist("hold"), **facts):
            told = ngettext("%(n)s friend was decided on.", "%(n)s friends were decided on.", len(found))
            messages.success(request, told % {"n": len(found)})
            return redirect(f"{reverse('console:holds', args=[community.slug])}?{request.GET.urlencode()}")
    return holds_page(request, community, form)


@console_page("spread", Permission.SEE_MEMBERS)
def hold(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Show why a friend is held, with whom they came, and all that the ledger says."""
    row = one_or_404(holds_run_by(actor_of(request), community.pk), key=key)
    may_edit = may(actor_of(request), Permission.EDIT_CAMPAIGNS, community.pk)
    words = {
        "row": row, "reasons": reasons_of(row), "ring": ring_sheet(ring_of(row, now())), "lines": history_of(row),
        "open": may_edit and row.state != HoldState.GONE,
    }  # fmt: skip
    return render(request, "console/hold.html", words)


@console_page("spread", Permission.SEE_MEMBERS)
def holds_csv(request: HttpRequest, community: Community) -> HttpResponseBase:
    """Hand the list over as a table."""
    rows = holds_run_by(actor_of(request), community.pk, **asked_of(request))
    return csv_answer(f"{community.slug}-held-friends", CSV_HEAD, map(line_of, rows.iterator()))


def line_of(row: Hold) -> tuple[object, ...]:
    """Return the line of somebody who is held."""
    who = (row.member.name, row.member.key, row.participant.member.name, row.campaign.name, row.state)
    reasons = reasons_of(row)
    why = (f"{row.score:.3f}", " ".join(one.signal for one in reasons), "; ".join(one.words for one in reasons))
    return (*who, *why, row.held_at.isoformat(), row.decided_at.isoformat() if row.decided_at else "")
