"""Choosing a community to run, and beginning one."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from coterie.communities.domain.community import create_community
from coterie.communities.queries.communities import communities_run_by
from coterie.kit.clock import now
from coterie.web.attempt import attempt
from coterie.web.console.community_form import CommunityForm
from coterie.web.request import actor_of


@login_required
def communities(request: HttpRequest) -> HttpResponse:
    """List the communities that the asker runs; straight in where there is one."""
    rows = list(communities_run_by(actor_of(request))[:200])
    if len(rows) == 1:
        return redirect("console:today", rows[0].slug)
    return render(request, "console/communities.html", {"rows": rows})


@login_required
def new_community(request: HttpRequest) -> HttpResponse:
    """Begin a community; the asker becomes its owner."""
    form = CommunityForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actor = actor_of(request)
        if row := attempt(form, create_community, **form.cleaned_data, owner=actor.account, actor=actor, now=now()):
            return redirect("console:position", row.slug)
    return render(request, "console/begin.html", {"form": form})
