"""Levels: titles, from how many points on, and what they bring."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.kit.clock import now
from coterie.members.queries.badges import badges_visible_to
from coterie.rewards.domain.level import MOST, remove_level, set_level
from coterie.rewards.enums import Span
from coterie.rewards.queries.ranks import board_of, levels_of
from coterie.web.attempt import attempt
from coterie.web.console.reward_form import LevelForm
from coterie.web.place import console_page
from coterie.web.request import actor_of


@console_page("engage", Permission.SEE_MEMBERS)
def levels(request: HttpRequest, community: Community) -> HttpResponse:
    """List the levels, and who got most."""
    rows = list(levels_of(community.pk))
    span = request.GET.get("days", "")
    board = board_of(community.pk, span if span in Span.values else Span.MONTH, reader=None, now=now())
    words = {
        "rows": rows, "board": board, "spans": Span.choices, "following": len(rows) + 1,
        "may_edit": may(actor_of(request), Permission.EDIT_REWARDS, community.pk),
    }  # fmt: skip
    return render(request, "console/levels.html", words)


@console_page("engage", Permission.EDIT_REWARDS)
def level(request: HttpRequest, community: Community, number: int) -> HttpResponse:
    """Make a level, or change it."""
    if not 1 <= number <= MOST:
        raise Http404
    known = levels_of(community.pk).filter(number=number).first()
    badges = [(row.key, row.name) for row in badges_visible_to(actor_of(request), community.pk)]
    form = LevelForm(request.POST or None, initial=LevelForm.initial_of(known), badges=badges)
    if request.method == "POST" and form.is_valid():
        facts = {"community": community.pk, "number": number, "actor": actor_of(request), "now": now()}
        if attempt(form, set_level, **form.cleaned_data, **facts):
            return redirect("console:levels", community.slug)
    words = {"form": form, "title": _("Level %(number)s") % {"number": number}}
    return render(request, "console/reward_form.html", words, status=422 if form.errors else 200)


@require_POST
@console_page("engage", Permission.EDIT_REWARDS)
def level_removal(request: HttpRequest, community: Community, number: int) -> HttpResponse:
    """Take the highest level away."""
    remove_level(community=community.pk, number=number, actor=actor_of(request), now=now())
    return redirect("console:levels", community.slug)
