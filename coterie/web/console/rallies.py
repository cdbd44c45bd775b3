"""Rallies: calling members together, who came, how quickly."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.kit.clock import now
from coterie.members.queries.members import tags_of
from coterie.rituals.domain.rally import call_rally
from coterie.rituals.queries.rallies import calls_of, rallies_run_by, response_to
from coterie.web.attempt import attempt
from coterie.web.console.trial_form import RallyForm
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404, page_of


@console_page("engage", Permission.SEE_CONSOLE)
def rallies(request: HttpRequest, community: Community) -> HttpResponse:
    """List the rallies."""
    actor = actor_of(request)
    rows = page_of(request, rallies_run_by(actor, community.pk))
    words = {"rows": rows, "may_edit": may(actor, Permission.EDIT_RITUALS, community.pk), "at": now()}
    return render(request, "console/rallies.html", words)


@console_page("engage", Permission.EDIT_RITUALS)
def new_rally(request: HttpRequest, community: Community) -> HttpResponse:
    """Call members together."""
    tags = list(tags_of(community.pk).values_list("name", flat=True))
    form = RallyForm(request.POST or None, tags=tags, initial={"tag": request.GET.get("tag", "")})
    if request.method == "POST" and form.is_valid():
        facts = {"community": community.pk, "actor": actor_of(request), "now": now()}
        if row := attempt(form, call_rally, **form.cleaned_data, **facts):
            return redirect("console:rally", community.slug, row.key)
    words = {"form": form, "tags": tags}
    return render(request, "console/rally_form.html", words, status=422 if form.errors else 200)


@console_page("engage", Permission.SEE_MEMBERS)
def rally(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Show who came, and how quickly."""
    row = one_or_404(rallies_run_by(actor_of(request), community.pk), key=key)
    words = {"row": row, "calls": page_of(request, calls_of(row.pk)), "response": response_to(row)}
    return render(request, "console/rally.html", words)
