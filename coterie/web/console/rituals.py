"""Planning rituals, and changing one time of them."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, localtime
from django.views.decorators.http import require_POST

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.groups.queries.groups import groups_run_by
from coterie.kit.clock import now
from coterie.members.queries.members import members_of_staff
from coterie.rituals.domain.occurrence import (
    cancel_occurrence,
    edit_occurrence,
    move_occurrence,
    restore_occurrence,
    tick_step,
)
from coterie.rituals.domain.ritual import archive_ritual, create_ritual, edit_ritual, pause_ritual
from coterie.rituals.models import Occurrence
from coterie.rituals.queries.contributions import session_of
from coterie.rituals.queries.rituals import occurrences_run_by, rituals_run_by
from coterie.web.attempt import attempt
from coterie.web.console.ritual_form import Choices, MoveForm, RitualForm, TimeForm, facts_of
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404


def choices_of(request: HttpRequest, community: Community) -> dict[str, Choices]:
    """Return in which groups a ritual can take place, and who can hold it."""
    groups = groups_run_by(actor_of(request), community.pk).filter(archived_at=None).values_list("pk", "name")
    hosts = members_of_staff(community.pk)
    return {
        "groups": [(str(pk), name) for pk, name in groups],
        "hosts": [(str(pk), name) for pk, name in hosts.items()],
    }


@console_page("engage", Permission.EDIT_RITUALS)
def new_ritual(request: HttpRequest, community: Community) -> HttpResponse:
    """Plan something that recurs."""
    form = RitualForm(request.POST or None, initial={"first_on": localdate(now())}, **choices_of(request, community))
    if request.method == "POST" and form.is_valid():
        facts = {"community": community.pk, "actor": actor_of(request), "now": now()}
        if attempt(form, create_ritual, **form.facts(), **facts):
            return redirect("console:calendar", community.slug)
    return render(request, "console/ritual.html", {"form": form}, status=422 if form.errors else 200)


@console_page("engage", Permission.EDIT_RITUALS)
def ritual(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Change what recurs."""
    row = one_or_404(rituals_run_by(actor_of(request), community.pk), key=key)
    form = RitualForm(request.POST or None, initial=facts_of(row), **choices_of(request, community))
    if request.method == "POST" and form.is_valid():
        facts = {"ritual": row.pk, "actor": actor_of(request), "now": now()}
        if attempt(form, edit_ritual, **form.facts(), **facts):
            return redirect("console:calendar", community.slug)
    return render(request, "console/ritual.html", {"form": form, "row": row}, status=422 if form.errors else 200)


@require_POST
@console_page("engage", Permission.EDIT_RITUALS)
def ritual_state(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Pause a ritual, take it up again, or put it away."""
    row = one_or_404(rituals_run_by(actor_of(request), community.pk), key=key)
    actor, at = actor_of(request), now()
    if request.POST.get("away"):
        archive_ritual(ritual=row.pk, actor=actor, now=at)
    else:
        pause_ritual(ritual=row.pk, on=request.POST.get("on") == "1", actor=actor, now=at)
    return redirect("console:calendar", community.slug)


@console_page("engage", Permission.SEE_CONSOLE)
def occurrence(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Show one time: its topic, its host, the run of the show; take another topic or host."""
    row = one_or_404(occurrences_run_by(actor_of(request), community.pk), key=key)
    form = TimeForm(
        request.POST or None, initial=TimeForm.initial_of(row), hosts=choices_of(request, community)["hosts"]
    )
    if request.method == "POST" and form.is_valid():
        facts = {"occurrence": row.pk, "actor": actor_of(request), "now": now()}
        if attempt(form, edit_occurrence, **form.facts(), **facts):
            return redirect("console:occurrence", community.slug, key)
    return time_page(request, community, row, form, MoveForm(initial={"starts_at": row.starts_at}))


def time_page(
    request: HttpRequest, community: Community, row: Occurrence, form: TimeForm, move_form: MoveForm
) -> HttpResponse:
    """Answer with the page of one time."""
    steps = [
        {"place": place, **step, "done": row.ticked.get(str(place))} for place, step in enumerate(row.ritual.checklist)
    ]
    words = {
        "row": row, "form": form, "move_form": move_form, "steps": steps,
        "session": session_of(row, reader=None, now=now()),
        "may_edit": may(actor_of(request), Permission.EDIT_RITUALS, community.pk),
    }  # fmt: skip
    return render(request, "console/occurrence.html", words, status=422 if form.errors or move_form.errors else 200)


@require_POST
@console_page("engage", Permission.EDIT_RITUALS)
def occurrence_move(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Let one time take place at another moment, or on another day at the same hour."""
    row = one_or_404(occurrences_run_by(actor_of(request), community.pk), key=key)
    form = MoveForm(request.POST)
    wanted = moment_wanted(form, row) if form.is_valid() else None
    facts = {"occurrence": row.pk, "actor": actor_of(request), "now": now()}
    if wanted and attempt(form, move_occurrence, starts_at=wanted, **facts):
        return redirect("console:occurrence", community.slug, key)
    hosts = choices_of(request, community)["hosts"]
    return time_page(request, community, row, TimeForm(initial=TimeForm.initial_of(row), hosts=hosts), form)


def moment_wanted(form: MoveForm, row: Occurrence) -> datetime | None:
    """Return the moment that was asked for; a day alone keeps the hour."""
    given: dict[str, datetime | None] = form.cleaned_data
    if given["starts_at"] or not form.cleaned_data["on"]:
        return given["starts_at"]
    starts = localtime(row.starts_at)
    return datetime.combine(form.cleaned_data["on"], starts.time(), tzinfo=starts.tzinfo)


@require_POST
@console_page("engage", Permission.EDIT_RITUALS)
def occurrence_state(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Cancel one time, or let it take place after all."""
    row = one_or_404(occurrences_run_by(actor_of(request), community.pk), key=key)
    verb = restore_occurrence if request.POST.get("on") == "1" else cancel_occurrence
    verb(occurrence=row.pk, actor=actor_of(request), now=now())
    return redirect("console:occurrence", community.slug, key)


@require_POST
@console_page("engage", Permission.EDIT_RITUALS)
def occurrence_step(request: HttpRequest, community: Community, key: str, number: int) -> HttpResponse:
    """Mark a step of the run of the show."""
    row = one_or_404(occurrences_run_by(actor_of(request), community.pk), key=key)
    done = request.POST.get("done") == "1"
    tick_step(occurrence=row.pk, place=number, done=done, actor=actor_of(request), now=now())
    return redirect("console:occurrence", community.slug, key)
