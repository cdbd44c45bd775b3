"""Gatherings: planning them, who comes, the recap."""

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.kit.clock import now
from coterie.rituals.domain.gathering import add_photo, call_off, create_gathering, edit_gathering, write_recap
from coterie.rituals.models import Gathering
from coterie.rituals.queries.gatherings import counts_of, gatherings_run_by, guests_of, is_over
from coterie.web.attempt import attempt
from coterie.web.console.gathering_form import GatheringForm, PhotoForm, RecapForm
from coterie.web.console.rituals import choices_of
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404, page_of


@console_page("engage", Permission.SEE_CONSOLE)
def gatherings(request: HttpRequest, community: Community) -> HttpResponse:
    """List the gatherings."""
    actor = actor_of(request)
    rows = page_of(request, gatherings_run_by(actor, community.pk))
    words = {"rows": rows, "may_edit": may(actor, Permission.EDIT_RITUALS, community.pk)}
    return render(request, "console/gatherings.html", words)


@console_page("engage", Permission.EDIT_RITUALS)
def new_gathering(request: HttpRequest, community: Community) -> HttpResponse:
    """Invite to a gathering."""
    form = GatheringForm(request.POST or None, groups=choices_of(request, community)["groups"])
    if request.method == "POST" and form.is_valid():
        facts = {"community": community.pk, "actor": actor_of(request), "now": now()}
        if row := attempt(form, create_gathering, **form.facts(), **facts):
            return redirect("console:gathering", community.slug, row.key)
    return render(request, "console/gathering_form.html", {"form": form}, status=422 if form.errors else 200)


def gathering_at(request: HttpRequest, community: Community, key: str) -> Gathering:
    """Find a gathering, or 404."""
    return one_or_404(gatherings_run_by(actor_of(request), community.pk), key=key)


@console_page("engage", Permission.EDIT_RITUALS)
def gathering_facts(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Change a gathering."""
    row = gathering_at(request, community, key)
    groups = choices_of(request, community)["groups"]
    form = GatheringForm(request.POST or None, initial=GatheringForm.initial_of(row), groups=groups)
    if request.method == "POST" and form.is_valid():
        facts = {"gathering": row.pk, "actor": actor_of(request), "now": now()}
        if attempt(form, edit_gathering, **form.facts(), **facts):
            return redirect("console:gathering", community.slug, key)
    words = {"form": form, "row": row}
    return render(request, "console/gathering_form.html", words, status=422 if form.errors else 200)


@console_page("engage", Permission.SEE_MEMBERS)
def gathering(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Show who comes, and how it was."""
    row = gathering_at(request, community, key)
    return gathering_page(request, community, row, RecapForm(initial={"recap": row.recap}), PhotoForm())


def gathering_page(
    request: HttpRequest, community: Community, row: Gathering, recap_form: Form, photo_form: Form
) -> HttpResponse:
    """Answer with the page of a gathering."""
    words = {
        "row": row, "counts": counts_of(row.pk), "guests": page_of(request, guests_of(row)),
        "over": is_over(row, now()), "recap_form": recap_form, "photo_form": photo_form,
        "may_edit": may(actor_of(request), Permission.EDIT_RITUALS, community.pk),
    }  # fmt: skip
    status = 422 if recap_form.errors or photo_form.errors else 200
    return render(request, "console/gathering.html", words, status=status)


@require_POST
@console_page("engage", Permission.EDIT_RITUALS)
def gathering_state(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Call a gathering off."""
    row = gathering_at(request, community, key)
    call_off(gathering=row.pk, actor=actor_of(request), now=now())
    return redirect("console:gathering", community.slug, key)


@require_POST
@console_page("engage", Permission.EDIT_RITUALS)
def gathering_recap(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Tell how it was."""
    row, form = gathering_at(request, community, key), RecapForm(request.POST)
    facts = {"gathering": row.pk, "actor": actor_of(request), "now": now()}
    if form.is_valid() and attempt(form, write_recap, **form.cleaned_data, **facts) is not None:
        return redirect("console:gathering", community.slug, key)
    return gathering_page(request, community, row, form, PhotoForm())


@require_POST
@console_page("engage", Permission.EDIT_RITUALS)
def gathering_photos(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Show a picture of it."""
    row, form = gathering_at(request, community, key), PhotoForm(request.POST, request.FILES)
    if form.is_valid():
        facts = {"gathering": row.pk, "actor": actor_of(request), "now": now()}
        if attempt(form, add_photo, picture=form.cleaned_data["picture"].read(), **facts):
            return redirect("console:gathering", community.slug, key)
    return gathering_page(request, community, row, RecapForm(initial={"recap": row.recap}), form)
