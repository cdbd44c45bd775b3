"""Projects that many pay for: writing them, their tiers, telling how they go on."""

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.kit.clock import now
from coterie.market.domain.decision import cancel_project
from coterie.market.domain.project import edit_project, make_project, open_project, set_stretch, write_update
from coterie.market.domain.tier import add_tier, edit_tier
from coterie.market.enums import ProjectState
from coterie.market.models import Project
from coterie.market.queries.projects import projects_run_by, rules_of
from coterie.rituals.queries.gatherings import gatherings_run_by
from coterie.web.attempt import attempt
from coterie.web.console.fund_form import NewTierForm, ProjectForm, StretchForm, TierFactsForm, UpdateForm
from coterie.web.console.market_form import PictureForm
from coterie.web.console.ritual_form import Choices
from coterie.web.place import console_page
from coterie.web.public.addresses import project_address
from coterie.web.request import actor_of, one_or_404, page_of


def project_at(request: HttpRequest, community: Community, key: str) -> Project:
    """Find a project, or 404."""
    return one_or_404(projects_run_by(actor_of(request), community.pk), offer__key=key)


def gatherings_of(request: HttpRequest, community: Community) -> Choices:
    """Return the gatherings whose cost can be shared."""
    return [(str(row.pk), row.title) for row in gatherings_run_by(actor_of(request), community.pk)[:50]]


@console_page("earn", Permission.SEE_CONSOLE)
def projects(request: HttpRequest, community: Community) -> HttpResponse:
    """List the projects."""
    actor, state = actor_of(request), request.GET.get("state", "")
    words = {
        "rows": page_of(request, projects_run_by(actor, community.pk, state)), "state": state,
        "states": ProjectState.choices, "may_edit": may(actor, Permission.EDIT_OFFERS, community.pk),
    }  # fmt: skip
    return render(request, "console/projects.html", words)


@console_page("earn", Permission.EDIT_OFFERS)
def new_project(request: HttpRequest, community: Community) -> HttpResponse:
    """Write a project."""
    form = ProjectForm(request.POST or None, gatherings=gatherings_of(request, community), currency=community.currency)
    if request.method == "POST" and form.is_valid():
        facts = {"community": community.pk, "actor": actor_of(request), "now": now()}
        if row := attempt(form, make_project, **form.facts(), **facts):
            return redirect("console:project", community.slug, row.offer.key)
    return form_page(request, form, _("New project"))


@console_page("earn", Permission.EDIT_OFFERS)
def project_facts(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Change a project."""
    row, known = project_at(request, community, key), gatherings_of(request, community)
    first = ProjectForm.initial_of(row)
    form = ProjectForm(request.POST or None, initial=first, gatherings=known, currency=community.currency)
    if request.method == "POST" and form.is_valid():
        given = {"project": row.pk, "actor": actor_of(request), "now": now()}
        if attempt(form, edit_project, **form.facts(), **given):
            return redirect("console:project", community.slug, key)
    return form_page(request, form, row.offer.title, key)


def form_page(request: HttpRequest, form: Form, title: str, key: str = "") -> HttpResponse:
    """Answer with a form."""
    words = {"form": form, "title": title, "key": key}
    return render(request, "console/project_form.html", words, status=422 if form.errors else 200)


@console_page("earn", Permission.SEE_CONSOLE)
def project(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Show a project: how far it is, and what backers can choose."""
    return project_page(request, community, project_at(request, community, key))


def project_page(request: HttpRequest, community: Community, row: Project, **wrong: Form) -> HttpResponse:
    """Answer with the page of a project."""
    actor = actor_of(request)
    words = {
        "row": row, "rules": rules_of(row, now()), "tiers": row.tiers.select_related("variant"),
        "stretch_form": StretchForm(currency=community.currency), "update_form": UpdateForm(),
        "picture_form": PictureForm(), **wrong,
        "address": project_address(community.slug, row.offer.slug),
        "may_edit": may(actor, Permission.EDIT_OFFERS, community.pk),
        "may_see": may(actor, Permission.SEE_REVIEW, community.pk),
    }  # fmt: skip
    return render(request, "console/project.html", words, status=422 if wrong else 200)


@require_POST
@console_page("earn", Permission.EDIT_OFFERS)
def project_state(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Open a project, or call it off."""
    row, form = project_at(request, community, key), UpdateForm({})
    verb = open_project if request.POST.get("on") == "1" else cancel_project
    form.errors.clear()
    if attempt(form, verb, project=row.pk, actor=actor_of(request), now=now()):
        return redirect("console:project", community.slug, key)
    return project_page(request, community, row, update_form=form)


@require_POST
@console_page("earn", Permission.EDIT_OFFERS)
def project_stretch(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Say what more there is when more comes together."""
    row, form = project_at(request, community, key), StretchForm(request.POST, currency=community.currency)
    facts = {"project": row.pk, "actor": actor_of(request), "now": now()}
    if form.is_valid() and attempt(form, set_stretch, **form.cleaned_data, **facts) is not None:
        return redirect("console:project", community.slug, key)
    return project_page(request, community, row, stretch_form=form)


@require_POST
@console_page("earn", Permission.EDIT_OFFERS)
def project_update(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Tell how it goes on."""
    row, form = project_at(request, community, key), UpdateForm(request.POST)
    facts = {"project": row.pk, "actor": actor_of(request), "now": now()}
    if form.is_valid() and attempt(form, write_update, **form.cleaned_data, **facts) is not None:
        return redirect("console:project", community.slug, key)
    return project_page(request, community, row, update_form=form)


@console_page("earn", Permission.EDIT_OFFERS)
def new_tier(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Let a project be backed in one more way."""
    row, form = project_at(request, community, key), NewTierForm(request.POST or None, currency=community.currency)
    if request.method == "POST" and form.is_valid():
        facts = {"project": row.pk, "actor": actor_of(request), "now": now()}
        if attempt(form, add_tier, **form.cleaned_data, **facts):
            return redirect("console:project", community.slug, key)
    return form_page(request, form, _("New tier"), key)


@console_page("earn", Permission.EDIT_OFFERS)
def project_tier(request: HttpRequest, community: Community, key: str, tier: str) -> HttpResponse:
    """Change one way to back a project."""
    tiers = project_at(request, community, key).tiers.select_related("variant", "project__offer__community")
    row = one_or_404(tiers, variant__key=tier)
    form = TierFactsForm(request.POST or None, initial=TierFactsForm.initial_of(row), currency=community.currency)
    if request.method == "POST" and form.is_valid():
        facts = {"tier": row.pk, "actor": actor_of(request), "now": now()}
        if attempt(form, edit_tier, **form.cleaned_data, **facts):
            return redirect("console:project", community.slug, key)
    return form_page(request, form, row.variant.name, key)
