"""Points: where they are, what brings them, and giving them by hand."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.groups.queries.groups import open_groups_run_by
from coterie.kit.clock import now
from coterie.members.queries.members import members_visible_to
from coterie.rewards.domain.award import give_points
from coterie.rewards.domain.envelope import offer_envelope
from coterie.rewards.domain.plan import edit_plan, set_rule
from coterie.rewards.enums import PRAISE, RULED, Deed
from coterie.rewards.queries.envelopes import envelopes_visible_to, with_taken
from coterie.rewards.queries.plan import circulation_of, day_of, given_by_deed, plan_of, rules_of
from coterie.rewards.queries.purses import points_of
from coterie.rewards.queries.statement import lines_of, movements_of
from coterie.web.attempt import attempt
from coterie.web.console.reward_form import GiftForm, OurEnvelopeForm, PlanForm, RuleForm
from coterie.web.console.ritual_form import Choices
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404, page_of


@console_page("engage", Permission.SEE_CONSOLE)
def rewards(request: HttpRequest, community: Community) -> HttpResponse:
    """Show where points are, what this month brought, and what brings them."""
    on, plan = day_of(community.pk, now()), plan_of(community.pk)
    given = [(Deed(deed).label, points, times) for deed, points, times in given_by_deed(community.pk, on)]
    known = {row.deed: row for row in rules_of(plan)}
    words = {
        "plan": plan, "there": circulation_of(community.pk, on), "given": given,
        "rules": [(Deed(deed), known.get(deed)) for deed in RULED],
        "may_edit": may(actor_of(request), Permission.EDIT_REWARDS, community.pk),
    }  # fmt: skip
    return render(request, "console/rewards.html", words)


@console_page("engage", Permission.EDIT_REWARDS)
def points_plan(request: HttpRequest, community: Community) -> HttpResponse:
    """Change how points are given."""
    form = PlanForm(request.POST or None, initial=PlanForm.initial_of(plan_of(community.pk)))
    if request.method == "POST" and form.is_valid():
        facts = {"community": community.pk, "actor": actor_of(request), "now": now()}
        if attempt(form, edit_plan, **form.cleaned_data, **facts):
            messages.success(request, _("Kept."))
            return redirect("console:rewards", community.slug)
    words = {"form": form, "title": _("How points are given")}
    return render(request, "console/reward_form.html", words, status=422 if form.errors else 200)


@console_page("engage", Permission.EDIT_REWARDS)
def points_rule(request: HttpRequest, community: Community, deed: str) -> HttpResponse:
    """Say what a deed brings."""
    if deed not in RULED:
        raise Http404
    known = next((row for row in rules_of(plan_of(community.pk)) if row.deed == deed), None)
    names = ("points", "most_a_day", "most_by_giver")
    initial = {name: getattr(known, name) for name in names} if known else {"points": 0}
    form = RuleForm(request.POST or None, initial=initial, praise=deed in PRAISE)
    if request.method == "POST" and form.is_valid():
        facts: dict[str, Any] = {"community": community.pk, "deed": deed, "actor": actor_of(request), "now": now()}
        set_rule(**form.cleaned_data, **facts)
        return redirect("console:rewards", community.slug)
    words = {"form": form, "title": Deed(deed).label}
    return render(request, "console/reward_form.html", words, status=422 if form.errors else 200)


@console_page("engage", Permission.EDIT_REWARDS)
def member_points(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Show a member's statement, and give points by hand."""
    row = one_or_404(members_visible_to(actor_of(request), community.pk), key=key)
    form = GiftForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        facts = {"member": row.pk, "actor": actor_of(request), "now": now()}
        if attempt(form, give_points, **form.cleaned_data, **facts):
            messages.success(request, _("Kept."))
            return redirect("console:member_points", community.slug, key)
    page = page_of(request, movements_of(community.pk, row.pk))
    words = {"row": row, "form": form, "page_of_lines": page, "lines": lines_of(list(page))}
    words["points"] = points_of(community.pk, row.pk)
    return render(request, "console/member_points.html", words, status=422 if form.errors else 200)


@console_page("engage", Permission.SEE_CONSOLE)
def envelopes(request: HttpRequest, community: Community) -> HttpResponse:
    """List the envelopes."""
    actor = actor_of(request)
    rows = page_of(request, with_taken(envelopes_visible_to(actor, community.pk)))
    may_edit = may(actor, Permission.EDIT_REWARDS, community.pk)
    return render(request, "console/envelopes.html", {"rows": rows, "may_edit": may_edit, "at": now()})


@console_page("engage", Permission.EDIT_REWARDS)
def our_envelope(request: HttpRequest, community: Community) -> HttpResponse:
    """Give an envelope of the community to a group."""
    actor = actor_of(request)
    groups: Choices = [(str(row.pk), row.name) for row in open_groups_run_by(actor, community.pk)]
    form = OurEnvelopeForm(request.POST or None, groups=groups)
    facts: dict[str, Any] = {"own": False, "actor": actor, "now": now()}
    given = attempt(form, offer_envelope, **form.facts(), **facts) if form.is_valid() else None
    if given is not None:
        return redirect("console:envelopes", community.slug)
    words = {"form": form, "title": _("Give an envelope")}
    return render(request, "console/reward_form.html", words, status=422 if form.errors else 200)
