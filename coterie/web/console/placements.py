"""Placements: where exactly on a channel, and what to hang or post there."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.joining.domain.placement import archive_placement, create_placement, edit_placement, restore_placement
from coterie.joining.queries.channels import channels_visible_to, costs_visible_to, placements_visible_to
from coterie.joining.queries.codes import codes_visible_to
from coterie.joining.queries.links import tags_seen
from coterie.joining.queries.numbers import code_numbers
from coterie.joining.queries.platforms import notes_of
from coterie.kit.clock import now
from coterie.web.attempt import attempt
from coterie.web.console.channel_form import NewPlacementForm, PlacementForm
from coterie.web.console.channels import facts_of, operator_choices
from coterie.web.console.links import link_form
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404


def code_choices(request: HttpRequest, community: Community) -> list[tuple[str, str]]:
    """Return the codes that belong to no placement yet."""
    free = codes_visible_to(actor_of(request), community.pk).filter(is_front_door=False, placement=None)
    return [(code.slug, f"{code.title} ({code.slug})") for code in free]


@console_page("draw_in", Permission.EDIT_CODES)
def new_placement(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Name one place of a channel."""
    row = one_or_404(channels_visible_to(actor_of(request), community.pk), key=key)
    codes = code_choices(request, community)
    form = NewPlacementForm(request.POST or None, operators=operator_choices(community), codes=codes)
    if request.method == "POST" and form.is_valid():
        facts = {"channel": row.pk, "actor": actor_of(request), "now": now()}
        if place := attempt(form, create_placement, **form.facts(), **facts):
            return redirect("console:placement", community.slug, place.key)
    title = _("New placement on %(channel)s") % {"channel": row.name}
    return render(request, "console/form.html", {"form": form, "title": title, "back": "console:draw_in"})


@console_page("draw_in", Permission.SEE_CONSOLE)
def placement(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Show one placement: what to hang or post there, its numbers and its costs."""
    actor = actor_of(request)
    row = one_or_404(placements_visible_to(actor, community.pk), key=key)
    words = {
        "link": link_form(request, row),
        "address": link_form(request, row).address(community, row),
        "tags": tags_seen(code=row.code_id),
        "place": row,
        "numbers": code_numbers(row.code, now=now()),
        "costs": costs_visible_to(actor, community.pk).filter(placement=row)[:100],
        "rules": notes_of(row.channel.platform),
    }
    return render(request, "console/placement.html", words)


@console_page("draw_in", Permission.EDIT_CODES)
def placement_facts(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Change a placement."""
    row = one_or_404(placements_visible_to(actor_of(request), community.pk), key=key)
    form = PlacementForm(request.POST or None, operators=operator_choices(community), initial=facts_of(row))
    if request.method == "POST" and form.is_valid():
        facts = {"placement": row.pk, "actor": actor_of(request), "now": now()}
        if attempt(form, edit_placement, **form.facts(), **facts):
            return redirect("console:placement", community.slug, key)
    return render(request, "console/form.html", {"form": form, "title": row.name, "back": "console:draw_in"})


@require_POST
@console_page("draw_in", Permission.EDIT_CODES)
def placement_archive(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Put a placement away, or take it out again."""
    row = one_or_404(placements_visible_to(actor_of(request), community.pk), key=key)
    verb = restore_placement if request.POST.get("restore") else archive_placement
    verb(placement=row.pk, actor=actor_of(request), now=now())
    return redirect("console:placement", community.slug, key)
