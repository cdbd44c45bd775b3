"""Companies that partners registered: accepted for a while, or refused."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.kit.clock import now
from coterie.partners.domain.deal import DAYS, decide_deal
from coterie.partners.enums import DealState
from coterie.partners.models import Deal
from coterie.partners.queries.deals import deals_run_by, rivals_of
from coterie.web.attempt import attempt
from coterie.web.csv import csv_answer
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404, page_of

EDIT = Permission.EDIT_PARTNERS
CSV_HEAD = (
    "company", "contact", "text", "partner_number", "partner", "state", "registered_at", "decided_at", "locked_until",
    "note",
)  # fmt: skip


class DecisionForm(forms.Form):
    """For how long a company is a partner's, with a word to them."""

    days = forms.IntegerField(label=_("Days"), min_value=1, max_value=365, initial=DAYS)
    note = forms.CharField(label=_("A word to the partner"), max_length=200, required=False)


@console_page("spread", EDIT)
def deals(request: HttpRequest, community: Community) -> HttpResponse:
    """List the companies that partners registered."""
    return deals_page(request, community)


def deals_page(
    request: HttpRequest, community: Community, wrong: DecisionForm | None = None, about: str = ""
) -> HttpResponse:
    """Answer with the companies; `wrong` is what was said of the one with the key `about`."""
    actor, state = actor_of(request), request.GET.get("state", "")
    rows = page_of(request, deals_run_by(actor, community.pk, state))
    rivals = rivals_of(community.pk, list(rows), now())
    words: dict[str, Any] = {
        "rows": rows, "shown": [(row, rivals[row.pk]) for row in rows], "state": state, "states": DealState.choices,
        "may_count": may(actor, Permission.SEE_REVIEW, community.pk),
        "form": wrong, "about": about, "days": DAYS,
        "query": request.GET.urlencode(), "now": now(),
    }  # fmt: skip
    return render(request, "console/deals.html", words, status=422 if wrong else 200)


@require_POST
@console_page("spread", EDIT)
def deal_state(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Accept a company, or refuse it."""
    row, form = one_or_404(deals_run_by(actor_of(request), community.pk), key=key), DecisionForm(request.POST)
    facts = {"deal": row.pk, "accept": request.POST.get("to") == "accepted", "actor": actor_of(request), "now": now()}
    done = attempt(form, decide_deal, **form.cleaned_data, **facts) if form.is_valid() else None
    if done:
        return redirect(f"{reverse('console:deals', args=[community.slug])}?{request.GET.urlencode()}")
    return deals_page(request, community, form, key)


@console_page("spread", EDIT)
def deals_csv(request: HttpRequest, community: Community) -> HttpResponseBase:
    """Hand the companies over as a table."""
    rows = deals_run_by(actor_of(request), community.pk, request.GET.get("state", ""))
    cells = (
        (
            row.company, row.contact, row.text, number_of(row), row.partner.name, row.state,
            row.registered_at, row.decided_at, row.locked_until, row.note,
        )
        for row in rows.iterator()
    )  # fmt: skip
    return csv_answer(f"{community.slug}-deals", CSV_HEAD, cells)


def number_of(row: Deal) -> int | str:
    """Return the number by which the partner of a company is known."""
    return row.partner.member.number if row.partner.member else ""
