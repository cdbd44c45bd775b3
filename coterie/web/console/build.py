"""Step 2: groups, rules and staff."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from coterie.communities.domain.rule_set import publish_rules
from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.communities import rules_in_force, staff_of
from coterie.groups.domain.group import create_group, edit_group
from coterie.groups.queries.groups import groups_run_by
from coterie.kit.clock import now
from coterie.web.attempt import attempt
from coterie.web.console.group_form import GroupForm
from coterie.web.console.rules_form import RulesForm
from coterie.web.console.staff_form import StaffForm
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404


@console_page("build", Permission.SEE_CONSOLE)
def build(request: HttpRequest, community: Community) -> HttpResponse:
    """Show what the community is built of."""
    words = {
        "groups": groups_run_by(actor_of(request), community.pk),
        "rules": rules_in_force(community.pk),
        "staff": staff_of(community.pk),
        "staff_form": StaffForm(),
    }
    return render(request, "console/build.html", words)


@console_page("build", Permission.EDIT_GROUPS)
def new_group(request: HttpRequest, community: Community) -> HttpResponse:
    """Make a group."""
    form = GroupForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = {"community": community.pk, "actor": actor_of(request), "now": now()}
        if group := attempt(form, create_group, **form.cleaned_data, **facts):
            messages.success(request, _("%(name)s is open.") % {"name": group.name})
            return redirect("console:build", community.slug)
    return render(request, "console/form.html", {"form": form, "title": _("New group")})


@console_page("build", Permission.EDIT_GROUPS)
def group(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Change a group."""
    row = one_or_404(groups_run_by(actor_of(request), community.pk), key=key)
    form = GroupForm(request.POST or None, initial={name: getattr(row, name) for name in GroupForm.base_fields})
    if request.method == "POST" and form.is_valid():
        facts = {"group": row.pk, "actor": actor_of(request), "now": now()}
        if attempt(form, edit_group, **form.cleaned_data, **facts):
            return redirect("console:build", community.slug)
    return render(request, "console/group.html", {"form": form, "title": row.name, "row": row})


@console_page("build", Permission.PUBLISH_RULES)
def rules(request: HttpRequest, community: Community) -> HttpResponse:
    """Publish a new version of the rules."""
    before = rules_in_force(community.pk)
    form = RulesForm(request.POST or None, initial={"text": before.text if before else ""})
    if request.method == "POST" and form.is_valid():
        facts = {"community": community.pk, "actor": actor_of(request), "now": now()}
        if published := attempt(form, publish_rules, **form.cleaned_data, **facts):
            messages.success(request, _("Version %(version)s is in force.") % {"version": published.version})
            return redirect("console:build", community.slug)
    return render(request, "console/form.html", {"form": form, "title": _("Rules")})
