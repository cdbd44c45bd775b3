"""Who asks to be let in, and the operators' answer."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.joining.domain.application import approve_applications, decline_applications
from coterie.joining.enums import PassageState
from coterie.joining.queries.applications import applications_visible_to, with_answers
from coterie.kit.clock import now
from coterie.web.console.application_form import DecisionForm, StateForm, state_tabs
from coterie.web.csv import csv_answer
from coterie.web.place import console_page
from coterie.web.request import actor_of, page_of


@console_page("draw_in", Permission.SEE_MEMBERS)
def applications(request: HttpRequest, community: Community) -> HttpResponse:
    """List applicants in a state, who waits longest first."""
    state, actor = StateForm.state_in(request.GET), actor_of(request)
    rows = page_of(request, applications_visible_to(actor, community.pk, state=state))
    words = {
        "rows": rows,
        "shown": with_answers(actor, community.pk, list(rows)),
        "state": state,
        "tabs": state_tabs(actor, community, state),
        "form": DecisionForm(auto_id=False),
        "open": state != PassageState.PASSED,
    }
    return render(request, "console/applications.html", words)


@console_page("draw_in", Permission.SEE_MEMBERS)
def applications_csv(request: HttpRequest, community: Community) -> HttpResponseBase:
    """Hand the same list over as CSV."""
    state = StateForm.state_in(request.GET)
    rows = applications_visible_to(actor_of(request), community.pk, state=state)
    head = ("name", "email", "words", "step", "state", "asked_at", "decided_at", "reason")
    lines = (
        (row.name, row.email, row.words, row.threshold.kind, row.state, row.at.isoformat(),
         row.decided_at.isoformat() if row.decided_at else "", row.reason)
        for row in rows.iterator(chunk_size=1000)
    )  # fmt: skip
    return csv_answer(f"{community.slug}-applications", head, lines)


@require_POST
@console_page("draw_in", Permission.EDIT_MEMBERS)
def decisions(request: HttpRequest, community: Community) -> HttpResponse:
    """Approve or decline the chosen applicants."""
    form, actor = DecisionForm(request.POST), actor_of(request)
    if form.is_valid():
        rows = applications_visible_to(actor, community.pk, state="").filter(
            key__in=request.POST.getlist("application")
        )
        verb = approve_applications if form.cleaned_data["action"] == "approve" else decline_applications
        facts = {"community": community.pk, "reason": form.cleaned_data["reason"], "actor": actor, "now": now()}
        count = verb(passages=list(rows.values_list("pk", flat=True)), **facts)
        text = ngettext("%(n)s application was decided.", "%(n)s applications were decided.", count)
        messages.success(request, text % {"n": count})
    return redirect("console:applications", community.slug)
