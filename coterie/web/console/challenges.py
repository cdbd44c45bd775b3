"""Check-in challenges: making them, their board, and days that are free."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.kit.clock import now
from coterie.rituals.domain.challenge import archive_challenge, create_challenge, edit_challenge, pause_challenge
from coterie.rituals.models import Challenge
from coterie.rituals.queries.challenges import board_of, challenges_run_by
from coterie.web.attempt import attempt
from coterie.web.console.challenge_form import ChallengeForm, PauseForm
from coterie.web.console.rituals import choices_of
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404


@console_page("engage", Permission.SEE_CONSOLE)
def challenges(request: HttpRequest, community: Community) -> HttpResponse:
    """List the challenges."""
    actor = actor_of(request)
    words = {
        "rows": challenges_run_by(actor, community.pk),
        "may_edit": may(actor, Permission.EDIT_RITUALS, community.pk),
    }
    return render(request, "console/challenges.html", words)


@console_page("engage", Permission.EDIT_RITUALS)
def new_challenge(request: HttpRequest, community: Community) -> HttpResponse:
    """Begin a challenge."""
    form = ChallengeForm(request.POST or None, groups=choices_of(request, community)["groups"])
    if request.method == "POST" and form.is_valid():
        facts = {"community": community.pk, "actor": actor_of(request), "now": now()}
        row = attempt(form, create_challenge, **form.facts(), **facts)
        if row:
            return redirect("console:challenge", community.slug, row.key)
    return render(request, "console/challenge_form.html", {"form": form}, status=422 if form.errors else 200)


@console_page("engage", Permission.SEE_MEMBERS)
def challenge(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Show how everybody stands."""
    return board(request, community, challenge_at(request, community, key), PauseForm())


def board(request: HttpRequest, community: Community, row: Challenge, form: PauseForm) -> HttpResponse:
    """Answer with the page of a challenge."""
    words = {
        "row": row,
        "board": board_of(row, now()),
        "form": form,
        "may_edit": may(actor_of(request), Permission.EDIT_RITUALS, community.pk),
    }
    return render(request, "console/challenge.html", words, status=422 if form.errors else 200)


def challenge_at(request: HttpRequest, community: Community, key: str) -> Challenge:
    """Find a challenge, or 404."""
    return one_or_404(challenges_run_by(actor_of(request), community.pk), key=key)


@console_page("engage", Permission.EDIT_RITUALS)
def challenge_facts(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Change a challenge."""
    row = challenge_at(request, community, key)
    form = ChallengeForm(request.POST or None, initial=ChallengeForm.initial_of(row), groups=[], fixed=True)
    if request.method == "POST" and form.is_valid():
        facts = {"challenge": row.pk, "actor": actor_of(request), "now": now()}
        if attempt(form, edit_challenge, **form.facts(), **facts):
            return redirect("console:challenge", community.slug, key)
    words = {"form": form, "row": row}
    return render(request, "console/challenge_form.html", words, status=422 if form.errors else 200)


@require_POST
@console_page("engage", Permission.EDIT_RITUALS)
def challenge_pauses(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Set days free for everybody."""
    row, form = challenge_at(request, community, key), PauseForm(request.POST)
    facts = {"challenge": row.pk, "actor": actor_of(request), "now": now()}
    if form.is_valid() and attempt(form, pause_challenge, **form.cleaned_data, **facts) is not None:
        return redirect("console:challenge", community.slug, key)
    return board(request, community, row, form)


@require_POST
@console_page("engage", Permission.EDIT_RITUALS)
def challenge_removal(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Put a challenge away."""
    row = challenge_at(request, community, key)
    archive_challenge(challenge=row.pk, actor=actor_of(request), now=now())
    return redirect("console:challenges", community.slug)
