"""A member's points: what they have, why, and how there will be more."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from coterie.kit.clock import now
from coterie.rewards.enums import Span
from coterie.rewards.models import Level, PointsPlan
from coterie.rewards.queries.expiry import ending_soon
from coterie.rewards.queries.plan import plan_of, rules_of
from coterie.rewards.queries.purses import points_of
from coterie.rewards.queries.ranks import board_of, levels_of, rank_of
from coterie.rewards.queries.statement import lines_of, movements_of
from coterie.web.member.place import Standing, member_page, own_or_404
from coterie.web.request import page_of


class SpanForm(forms.Form):
    """Which days a board counts."""

    days = forms.ChoiceField(label=gettext_lazy("Days"), choices=Span.choices)


def name_of(plan: PointsPlan | None) -> str:
    """Return what points are called here."""
    return plan.name if plan and plan.name else _("Points")


@require_safe
@member_page("profile")
def points(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Show what one has, how far the next level is, and every movement."""
    member, plan = own_or_404(standing), plan_of(standing.community)
    page = page_of(request, movements_of(standing.community, member))
    words = {
        "standing": standing, "plan": plan, "name": name_of(plan), "rules": rules_of(plan),
        "points": points_of(standing.community, member), "ending": ending_soon(plan, member, now()) if plan else 0,
        "page_of_lines": page, "lines": lines_of(list(page)), **climb(standing.community, member),
    }  # fmt: skip
    return render(request, "member/points.html", words)


def climb(community: int, member: int) -> dict[str, Any]:
    """Return where a member stands among the levels, and what is next."""
    rank, levels = rank_of(member), list(levels_of(community))
    score, number = (rank.score, rank.level) if rank else (0, 0)
    following: Level | None = next((row for row in levels if row.number > number), None)
    own = next((row for row in levels if row.number == number), None)
    return {"levels": levels, "level": own, "next": following, "score": score}


@require_safe
@member_page("profile")
def board(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Show who got most in the last days."""
    form = SpanForm(request.GET)
    span = form.cleaned_data["days"] if form.is_valid() else Span.WEEK
    plan = plan_of(standing.community)
    words = {
        "standing": standing, "name": name_of(plan), "spans": Span.choices, "plan": plan,
        "board": board_of(standing.community, span, reader=standing.member, now=now()),
    }  # fmt: skip
    return render(request, "member/board.html", words)
