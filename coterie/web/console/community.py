"""Choosing a community to run, and beginning one."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language

from coterie.accounts.queries.accounts import account_with
from coterie.communities.queries.communities import communities_run_by
from coterie.joining.domain.beginning import begin_community
from coterie.kit.clock import now
from coterie.web.attempt import attempt
from coterie.web.console.beginning_form import BeginningForm
from coterie.web.request import actor_of
from coterie.web.sign_in.session import account_of


@login_required
def communities(request: HttpRequest) -> HttpResponse:
    """List the communities that the asker runs; straight in where there is one."""
    rows = list(communities_run_by(actor_of(request))[:200])
    if len(rows) == 1:
        return redirect("console:today", rows[0].slug)
    return render(request, "console/communities.html", {"rows": rows})


@login_required
def new_community(request: HttpRequest) -> HttpResponse:
    """Ask the five questions and make a community of the answers; the asker becomes its owner."""
    actor = actor_of(request)
    usual = BeginningForm.usual(get_language() or "en", account_with(account_of(request)))
    form = BeginningForm(request.POST or None, initial=usual)
    facts = {"owner": actor.account, "actor": actor, "now": now()}
    code = attempt(form, begin_community, **form.facts(), **facts) if form.is_valid() else None
    return (
        redirect("console:first_steps", code.community.slug)
        if code
        else render(request, "console/begin.html", {"form": form})
    )
