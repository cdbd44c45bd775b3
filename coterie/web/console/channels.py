"""Channels: where people come from, what it costs, and what each platform allows."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.communities import staff_of
from coterie.joining.domain.channel import archive_channel, create_channel, edit_channel, restore_channel
from coterie.joining.domain.channel_cost import record_cost, withdraw_cost
from coterie.joining.models import Channel, Placement
from coterie.joining.queries.channels import channels_visible_to, costs_visible_to, placements_visible_to
from coterie.joining.queries.links import tags_seen
from coterie.joining.queries.platforms import notes_of
from coterie.kit.clock import now
from coterie.web.attempt import attempt
from coterie.web.console.channel_form import ChannelForm, CostForm
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404


def operator_choices(community: Community) -> list[tuple[int, str]]:
    """Return the operators as choices."""
    return list(staff_of(community.pk).values_list("account", "account__name"))


def facts_of(row: Channel | Placement) -> dict[str, Any]:
    """Return the form's values for a channel or a placement."""
    names = ("name", "platform", "notes")
    return {name: getattr(row, name, None) for name in names} | {"owner": row.owner_id}


@console_page("draw_in", Permission.EDIT_CODES)
def new_channel(request: HttpRequest, community: Community) -> HttpResponse:
    """Name a channel."""
    form = ChannelForm(request.POST or None, operators=operator_choices(community))
    if request.method == "POST" and form.is_valid():
        facts = {"community": community.pk, "actor": actor_of(request), "now": now()}
        if row := attempt(form, create_channel, **form.facts(), **facts):
            return redirect("console:channel", community.slug, row.key)
    return render(request, "console/form.html", {"form": form, "title": _("New channel"), "back": "console:draw_in"})


@console_page("draw_in", Permission.SEE_CONSOLE)
def channel(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Show one channel: its placements, its costs, and the rules of its platform."""
    actor = actor_of(request)
    row = one_or_404(channels_visible_to(actor, community.pk), key=key)
    words = {
        "channel": row,
        "placements": placements_visible_to(actor, community.pk).filter(channel=row),
        "costs": costs_visible_to(actor, community.pk).filter(channel=row)[:100],
        "rules": notes_of(row.platform),
        "tags": tags_seen(channel=row.pk),
    }
    return render(request, "console/channel.html", words)


@console_page("draw_in", Permission.EDIT_CODES)
def channel_facts(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Change a channel."""
    row = one_or_404(channels_visible_to(actor_of(request), community.pk), key=key)
    form = ChannelForm(request.POST or None, operators=operator_choices(community), initial=facts_of(row))
    if request.method == "POST" and form.is_valid():
        facts = {"channel": row.pk, "actor": actor_of(request), "now": now()}
        if attempt(form, edit_channel, **form.facts(), **facts):
            return redirect("console:channel", community.slug, key)
    return render(request, "console/form.html", {"form": form, "title": row.name, "back": "console:draw_in"})


@require_POST
@console_page("draw_in", Permission.EDIT_CODES)
def channel_archive(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Put a channel away, or take it out again."""
    row = one_or_404(channels_visible_to(actor_of(request), community.pk), key=key)
    verb = restore_channel if request.POST.get("restore") else archive_channel
    verb(channel=row.pk, actor=actor_of(request), now=now())
    return redirect("console:channel", community.slug, key)


def cost_form(request: HttpRequest, community: Community, row: Channel) -> CostForm:
    """Return the form of a cost, about the placement that the address names."""
    places = list(row.placements.order_by("name").values_list("pk", "name"))
    asked = row.placements.filter(key=request.GET.get("placement", "")).values_list("pk", flat=True).first()
    initial = {"currency": community.currency, "placement": asked or ""}
    return CostForm(request.POST or None, placements=places, initial=initial)


@console_page("draw_in", Permission.EDIT_CODES)
def new_cost(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Record what a channel cost."""
    row = one_or_404(channels_visible_to(actor_of(request), community.pk), key=key)
    form = cost_form(request, community, row)
    if request.method == "POST" and form.is_valid():
        facts = {"channel": row.pk, "actor": actor_of(request), "now": now()}
        if attempt(form, record_cost, **form.facts(), **facts):
            messages.success(request, _("The cost is recorded."))
            return redirect("console:channel", community.slug, key)
    title = _("What %(channel)s cost") % {"channel": row.name}
    return render(request, "console/form.html", {"form": form, "title": title, "back": "console:draw_in"})


@require_POST
@console_page("draw_in", Permission.EDIT_CODES)
def cost_withdrawal(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Let a cost not count any more."""
    row = one_or_404(costs_visible_to(actor_of(request), community.pk), key=key)
    withdraw_cost(cost=row.pk, actor=actor_of(request), now=now())
    messages.success(request, _("The cost does not count any more."))
    return redirect("console:channel", community.slug, row.channel.key)
