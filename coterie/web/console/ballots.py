"""Sealed votes: opening them, how many voted, what came of them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.kit.clock import now
from coterie.rituals.domain.ballot import decide_tie, open_ballot
from coterie.rituals.models import Ballot
from coterie.rituals.queries.ballots import ballots_run_by, result_of, tied, turnout
from coterie.web.attempt import attempt
from coterie.web.console.ballot_form import BallotForm, DecisionForm
from coterie.web.console.ritual_form import Choices
from coterie.web.console.rituals import choices_of
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404, page_of


@console_page("engage", Permission.SEE_CONSOLE)
def ballots(request: HttpRequest, community: Community) -> HttpResponse:
    """List the votes."""
    actor = actor_of(request)
    rows = page_of(request, ballots_run_by(actor, community.pk))
    words = {"rows": rows, "may_edit": may(actor, Permission.EDIT_RITUALS, community.pk)}
    return render(request, "console/ballots.html", words)


@console_page("engage", Permission.EDIT_RITUALS)
def new_ballot(request: HttpRequest, community: Community) -> HttpResponse:
    """Let members vote."""
    form = BallotForm(request.POST or None, groups=choices_of(request, community)["groups"])
    if request.method == "POST" and form.is_valid():
        facts = {"community": community.pk, "actor": actor_of(request), "now": now()}
        if row := attempt(form, open_ballot, **form.facts(), **facts):
            return redirect("console:ballot", community.slug, row.key)
    return render(request, "console/ballot_form.html", {"form": form}, status=422 if form.errors else 200)


def best_of(row: Ballot) -> Choices:
    """Return the options between which the operators are to decide, for a form."""
    return [(str(line.place), line.text) for line in tied(row)]


@console_page("engage", Permission.SEE_CONSOLE)
def ballot(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Show how many voted, and once it is over how."""
    row = one_or_404(ballots_run_by(actor_of(request), community.pk), key=key)
    return ballot_page(request, community, row, DecisionForm(best=best_of(row)))


def ballot_page(request: HttpRequest, community: Community, row: Ballot, form: DecisionForm) -> HttpResponse:
    """Answer with the page of a vote."""
    voted, eligible = turnout(row.pk)
    words = {
        "row": row, "form": form, "undecided": tied(row), "result": result_of(row), "voted": voted,
        "eligible": eligible, "may_edit": may(actor_of(request), Permission.EDIT_RITUALS, community.pk),
    }  # fmt: skip
    return render(request, "console/ballot.html", words, status=422 if form.errors else 200)


@require_POST
@console_page("engage", Permission.EDIT_RITUALS)
def ballot_decision(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Decide between options with equally many votes."""
    row = one_or_404(ballots_run_by(actor_of(request), community.pk), key=key)
    form = DecisionForm(request.POST, best=best_of(row))
    facts = {"ballot": row.pk, "actor": actor_of(request), "now": now()}
    if form.is_valid() and attempt(form, decide_tie, **form.cleaned_data, **facts) is not None:
        return redirect("console:ballot", community.slug, key)
    return ballot_page(request, community, row, form)
