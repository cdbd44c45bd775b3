"""What the law allows: the policy pack of a community, its rules with sources, and what another one would touch."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.growth.domain.policy import choose_policy
from coterie.growth.queries.policy import Touched, choice_of, pack_of, plans_touched
from coterie.growth.queries.policy_words import in_words, limit_said, source_of
from coterie.growth.rules.packs import packs
from coterie.growth.rules.policy import Pack, Rule
from coterie.kit.clock import now
from coterie.web.attempt import attempt
from coterie.web.csv import csv_answer
from coterie.web.place import console_page
from coterie.web.request import actor_of

EDIT = Permission.EDIT_CAMPAIGNS
CSV_HEAD = ("rule", "title", "limit", "why", "source", "link", "pack", "version", "since")


class PackForm(forms.Form):
    """Which pack is chosen."""

    pack = forms.CharField(max_length=8)


def shown(request: HttpRequest, community: Community) -> Pack:
    """Return the pack that the address asks for, or else the one that holds."""
    return packs().get(request.GET.get("pack", "")) or pack_of(community.pk)


@console_page("spread", Permission.SEE_CONSOLE)
def policy(request: HttpRequest, community: Community) -> HttpResponse:
    """Show the rules that hold, or those of another pack and what it would touch."""
    return policy_page(request, community, shown(request, community))


def policy_page(
    request: HttpRequest, community: Community, pack: Pack, wrong: forms.Form | None = None
) -> HttpResponse:
    """Answer with a pack."""
    actor, holds, chosen = actor_of(request), pack_of(community.pk), choice_of(community.pk)
    words: dict[str, Any] = {
        "pack": pack, "name": in_words(pack.name), "rules": [rule_shown(rule) for rule in pack.rules], "holds": holds,
        "holds_name": in_words(holds.name), "chosen": chosen,
        "packs": [(one.id, in_words(one.name)) for one in packs().values()],
        "touched": [touched_shown(one, pack) for one in plans_touched(actor, community.pk, pack)], "form": wrong,
        "may_see": may(actor, Permission.SEE_MEMBERS, community.pk),
        "newer": chosen is not None and chosen.version != holds.version,
    }  # fmt: skip
    words["may_choose"] = may(actor, EDIT, community.pk) and (pack != holds or words["newer"] or not chosen)
    return render(request, "console/policy.html", words, status=422 if wrong else 200)


def rule_shown(rule: Rule) -> dict[str, Any]:
    """Return a rule in words."""
    said = {"title": in_words(rule.title), "why": in_words(rule.reason), "source": source_of(rule)}
    return {"id": rule.id, "link": rule.link, "limit": limit_said(rule), **said}


def touched_shown(one: Touched, pack: Pack) -> dict[str, Any]:
    """Return a running plan with the rules that it breaks, in words."""
    broken = [rule_shown(pack.rule(refusal.rule)) for refusal in one.refusals]
    return {"plan": one.plan, "broken": broken}


@console_page("spread", Permission.SEE_CONSOLE)
def policy_csv(request: HttpRequest, community: Community) -> HttpResponseBase:
    """Hand the rules over as a table."""
    pack = shown(request, community)
    said = [rule_shown(rule) for rule in pack.rules]
    columns = ("id", "title", "limit", "why", "source", "link")
    rows = ([*(str(one[name]) for name in columns), pack.id, pack.version, pack.since] for one in said)
    return csv_answer(f"{community.slug}-law-{pack.id}", CSV_HEAD, rows)


@require_POST
@console_page("spread", EDIT)
def policy_choice(request: HttpRequest, community: Community) -> HttpResponse:
    """Choose which law campaigns obey."""
    form = PackForm(request.POST)
    facts = {"community": community.pk, "actor": actor_of(request), "now": now()}
    kept = attempt(form, choose_policy, **form.cleaned_data, **facts) if form.is_valid() else None
    if kept:
        messages.success(request, _("Kept."))
        return redirect("console:policy", community.slug)
    return policy_page(request, community, pack_of(community.pk), wrong=form)
