"""Step 4 of the method, "Draw in": live codes, their slots and channels."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.joining.domain.code import create_code, edit_code, switch_code
from coterie.joining.models import LiveCode
from coterie.joining.queries.channels import channels_visible_to
from coterie.joining.queries.codes import codes_listed, codes_visible_to, folders_visible_to
from coterie.joining.queries.host_tasks import host_tasks_visible_to
from coterie.joining.queries.numbers import code_numbers
from coterie.kit.clock import now
from coterie.web.attempt import attempt
from coterie.web.console.code_form import CodeForm, NewCodeForm, VisitorForm
from coterie.web.console.code_shelf_form import BulkForm, shelf_in, shelf_tabs
from coterie.web.console.slot_form import NewSlotForm
from coterie.web.console.slots import group_choices
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404, page_of

TASKS_SHOWN = 8


def channel_choices(request: HttpRequest, community: Community) -> list[tuple[int, str]]:
    """Return the channels that are not put away as choices."""
    return list(channels_visible_to(actor_of(request), community.pk).filter(archived_at=None).values_list("pk", "name"))


@console_page("draw_in", Permission.SEE_CONSOLE)
def draw_in(request: HttpRequest, community: Community) -> HttpResponse:
    """List the live codes with their three counters."""
    actor, shelf = actor_of(request), shelf_in(request.GET)
    folders = folders_visible_to(actor, community.pk)
    words = {
        "rows": page_of(request, codes_listed(actor, community.pk, **shelf)),
        "shelf": shelf,
        "folders": folders,
        "tabs": shelf_tabs(folders, shelf),
        "bulk": BulkForm(auto_id=False) if may(actor, Permission.EDIT_CODES, community.pk) else None,
        "channels": channels_visible_to(actor, community.pk),
        "may_compare": may(actor, Permission.SEE_REVIEW, community.pk),
    }
    return render(request, "console/draw_in.html", words)


@console_page("draw_in", Permission.EDIT_CODES)
def new_code(request: HttpRequest, community: Community) -> HttpResponse:
    """Make a live code."""
    form = NewCodeForm(request.POST or None, channels=channel_choices(request, community))
    if request.method == "POST" and form.is_valid():
        facts = {"community": community.pk, "actor": actor_of(request), "now": now()}
        if code := attempt(form, create_code, **form.facts(), **facts):
            return redirect("console:code", community.slug, code.slug)
    return render(request, "console/form.html", {"form": form, "title": _("New live code"), "back": "console:draw_in"})


@console_page("draw_in", Permission.SEE_CONSOLE)
def code(request: HttpRequest, community: Community, code_slug: str) -> HttpResponse:
    """Show one live code: the picture to print, its seats and its numbers."""
    row = one_or_404(codes_visible_to(actor_of(request), community.pk), slug=code_slug)
    words = {
        "code": row,
        "numbers": code_numbers(row, now=now()),
        "slot_form": NewSlotForm(groups=group_choices(request, community)),
        "visitor_form": VisitorForm(),
        "tasks": host_tasks_visible_to(actor_of(request), community.pk).filter(code=row)[:TASKS_SHOWN],
    }
    return render(request, "console/code.html", words)


@console_page("draw_in", Permission.EDIT_CODES)
def code_facts(request: HttpRequest, community: Community, code_slug: str) -> HttpResponse:
    """Change a live code."""
    row = one_or_404(codes_visible_to(actor_of(request), community.pk), slug=code_slug)
    form = CodeForm(request.POST or None, channels=channel_choices(request, community), initial=facts_of(row))
    if request.method == "POST" and form.is_valid():
        facts = {"code": row.pk, "actor": actor_of(request), "now": now()}
        if attempt(form, edit_code, **form.facts(), **facts):
            return redirect("console:code", community.slug, code_slug)
    return render(request, "console/form.html", {"form": form, "title": row.title, "back": "console:draw_in"})


def facts_of(row: LiveCode) -> dict[str, Any]:
    """Return the form's values for a code."""
    return {name: getattr(row, name, None) for name in CodeForm.base_fields} | {"channel": row.channel_id}


@require_POST
@console_page("draw_in", Permission.EDIT_CODES)
def code_state(request: HttpRequest, community: Community, code_slug: str) -> HttpResponse:
    """Stop giving seats, give them again, or put the code away."""
    row = one_or_404(codes_visible_to(actor_of(request), community.pk), slug=code_slug)
    switch_code(code=row.pk, state=request.POST.get("state", ""), actor=actor_of(request), now=now())
    return redirect("console:code", community.slug, code_slug)
