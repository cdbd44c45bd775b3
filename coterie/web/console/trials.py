"""Product trials: offering them, choosing who takes part, what they said."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.kit.clock import now
from coterie.rituals.domain.trial import choose_for_trial, create_trial, draw_for_trial, edit_trial
from coterie.rituals.models import Trial
from coterie.rituals.queries.trials import applications_to, report_on, trials_run_by
from coterie.web.attempt import attempt
from coterie.web.console.rituals import choices_of
from coterie.web.console.trial_form import ChoiceForm, TrialForm
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404, page_of


@console_page("engage", Permission.SEE_CONSOLE)
def trials(request: HttpRequest, community: Community) -> HttpResponse:
    """List the trials."""
    actor = actor_of(request)
    rows = page_of(request, trials_run_by(actor, community.pk))
    words = {"rows": rows, "may_edit": may(actor, Permission.EDIT_RITUALS, community.pk), "at": now()}
    return render(request, "console/trials.html", words)


@console_page("engage", Permission.EDIT_RITUALS)
def new_trial(request: HttpRequest, community: Community) -> HttpResponse:
    """Offer a product to be tried."""
    form = TrialForm(request.POST or None, groups=choices_of(request, community)["groups"])
    if request.method == "POST" and form.is_valid():
        facts = {"community": community.pk, "actor": actor_of(request), "now": now()}
        if row := attempt(form, create_trial, **form.facts(), **facts):
            return redirect("console:trial", community.slug, row.key)
    return render(request, "console/trial_form.html", {"form": form}, status=422 if form.errors else 200)


def trial_at(request: HttpRequest, community: Community, key: str) -> Trial:
    """Find a trial, or 404."""
    return one_or_404(trials_run_by(actor_of(request), community.pk), key=key)


@console_page("engage", Permission.EDIT_RITUALS)
def trial_facts(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Change a trial."""
    row = trial_at(request, community, key)
    groups = choices_of(request, community)["groups"]
    form = TrialForm(request.POST or None, initial=TrialForm.initial_of(row), groups=groups)
    if request.method == "POST" and form.is_valid():
        facts = {"trial": row.pk, "actor": actor_of(request), "now": now()}
        if attempt(form, edit_trial, **form.facts(), **facts):
            return redirect("console:trial", community.slug, key)
    words = {"form": form, "row": row}
    return render(request, "console/trial_form.html", words, status=422 if form.errors else 200)


@console_page("engage", Permission.SEE_MEMBERS)
def trial(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Show who wants to take part, who does, and what they said."""
    return trial_page(request, community, trial_at(request, community, key), ChoiceForm())


def trial_page(request: HttpRequest, community: Community, row: Trial, form: ChoiceForm) -> HttpResponse:
    """Answer with the page of a trial."""
    words = {
        "row": row, "form": form, "rows": page_of(request, applications_to(row)), "report": report_on(row),
        "drawable": now() >= row.apply_until and not row.drawn_by,
        "may_edit": may(actor_of(request), Permission.EDIT_RITUALS, community.pk),
    }  # fmt: skip
    return render(request, "console/trial.html", words, status=422 if form.errors else 200)


@require_POST
@console_page("engage", Permission.EDIT_RITUALS)
def trial_choice(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Let the ticked applicants take part, or not."""
    row, form = trial_at(request, community, key), ChoiceForm(request.POST)
    ticked = applications_to(row).filter(key__in=request.POST.getlist("application"))
    facts = {"trial": row.pk, "actor": actor_of(request), "now": now()}
    ids = list(ticked.values_list("pk", flat=True))
    kept = attempt(form, choose_for_trial, applications=ids, **form.cleaned_data, **facts) if form.is_valid() else None
    if kept is not None:
        return redirect("console:trial", community.slug, key)
    return trial_page(request, community, row, form)


@require_POST
@console_page("engage", Permission.EDIT_RITUALS)
def trial_draw(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Give the free places by lot."""
    row = trial_at(request, community, key)
    form = ChoiceForm({"on": "1"})
    drawn = attempt(form, draw_for_trial, trial=row.pk, actor=actor_of(request), now=now()) if form.is_valid() else None
    if drawn is not None:
        return redirect("console:trial", community.slug, key)
    return trial_page(request, community, row, form)
