"""The life of a group: its pace, and its members who go on to another one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.groups.domain.move import move_members
from coterie.groups.domain.pace import pace_group
from coterie.groups.models import Group
from coterie.groups.queries.groups import groups_run_by, members_in
from coterie.kit.clock import now
from coterie.members.enums import MemberState
from coterie.web.attempt import attempt
from coterie.web.console.group_form import Choices, MoveForm, PaceForm
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404

PACE = ("slow_seconds", "quiet_from", "quiet_to", "leads_to")


def other_groups(request: HttpRequest, community: Community, group: Group) -> Choices:
    """Return the groups that a group can lead to."""
    rows = groups_run_by(actor_of(request), community.pk).filter(archived_at=None).exclude(pk=group.pk)
    return list(rows.values_list("pk", "name"))


@console_page("build", Permission.EDIT_GROUPS)
def group_pace(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Decide how fast members speak, and where the group leads."""
    row = one_or_404(groups_run_by(actor_of(request), community.pk), key=key)
    before = {name: getattr(row, name) for name in PACE} | {"leads_to": row.leads_to_id}
    form = PaceForm(request.POST or None, initial=before, groups=other_groups(request, community, row))
    facts = {"group": row.pk, "actor": actor_of(request), "now": now()}
    kept = attempt(form, pace_group, **facts, **form.cleaned_data) if form.is_valid() else None
    if kept is not None:
        messages.success(request, _("It is kept."))
        return redirect("console:group", community.slug, key)
    return render(request, "console/form.html", {"form": form, "title": _("%(name)s: pace") % {"name": row.name}})


@console_page("build", Permission.EDIT_MEMBERS)
def group_move(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Let members go on to another group."""
    row = one_or_404(groups_run_by(actor_of(request), community.pk), key=key)
    seats = members_in(row.pk).filter(member__state=MemberState.ACTIVE).order_by("member__name", "pk")
    people = list(seats.values_list("member", "member__name"))
    choices = {"groups": other_groups(request, community, row), "members": people}
    form = MoveForm(request.POST or None, initial={"to": row.leads_to_id}, **choices)
    facts = {"group": row.pk, "actor": actor_of(request), "now": now()}
    moved = attempt(form, move_members, **facts, **form.cleaned_data) if form.is_valid() else None
    if moved is not None:
        said = ngettext("%(n)s member went on.", "%(n)s members went on.", len(moved))
        messages.success(request, said % {"n": len(moved)})
        return redirect("console:group", community.slug, key)
    return render(request, "console/form.html", {"form": form, "title": _("Go on from %(name)s") % {"name": row.name}})
