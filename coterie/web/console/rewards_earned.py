"""Rewards that campaigns brought: approved, refused, handed over."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.growth.domain.grant import decide_grant, deliver_grant
from coterie.growth.enums import GrantState, RewardKind
from coterie.growth.models import RewardGrant
from coterie.growth.queries.overview import campaigns_in, grants_run_by
from coterie.growth.queries.words import reward_said
from coterie.kit.actor import Actor
from coterie.kit.clock import now
from coterie.kit.money import Money
from coterie.web.attempt import attempt
from coterie.web.csv import csv_answer
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404, page_of

CSV_HEAD = (
    "number", "name", "campaign", "for_friends_of", "kind", "reward", "cost", "currency", "state", "earned_at",
    "changed_at", "note", "address",
)  # fmt: skip


class WordForm(forms.Form):
    """A word to the member."""

    note = forms.CharField(label=gettext_lazy("A word to the member"), max_length=120, required=False)


@console_page("spread", Permission.SEE_MEMBERS)
def rewards_earned(request: HttpRequest, community: Community) -> HttpResponse:
    """List the rewards that campaigns brought."""
    return rewards_page(request, community)


def asked_of(request: HttpRequest) -> dict[str, str]:
    """Return which rewards the address asks for."""
    return {name: request.GET.get(name, "").replace("\0", "") for name in ("state", "campaign")}


def rewards_page(
    request: HttpRequest, community: Community, wrong: WordForm | None = None, about: str = ""
) -> HttpResponse:
    """Answer with the rewards; `wrong` is what was said of the one with the key `about`."""
    actor, asked = actor_of(request), asked_of(request)
    words = {
        "rows": page_of(request, grants_run_by(actor, community.pk, **asked)), **asked, "form": wrong, "about": about,
        "states": GrantState.choices, "campaigns": campaigns_in(actor, community.pk), "currency": community.currency,
        "may_edit": may(actor, Permission.EDIT_CAMPAIGNS, community.pk), "query": request.GET.urlencode(),
    }  # fmt: skip
    return render(request, "console/rewards_earned.html", words, status=422 if wrong else 200)


@require_POST
@console_page("spread", Permission.EDIT_CAMPAIGNS)
def reward_decision(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Approve a reward, refuse it, or hand it over."""
    row = one_or_404(grants_run_by(actor_of(request), community.pk), key=key)
    form, facts = WordForm(request.POST), {"row": row, "to": request.POST.get("to", ""), "actor": actor_of(request)}
    done = attempt(form, decided, **facts, **form.cleaned_data) if form.is_valid() else None
    if done is None:
        return rewards_page(request, community, form, key)
    if done.state == GrantState.APPROVED and done.milestone.kind != RewardKind.THING:
        messages.warning(request, _("It cannot be given now, for example because this month's points are used up."))
    return redirect(f"{reverse('console:rewards_earned', args=[community.slug])}?{request.GET.urlencode()}")


def decided(*, row: RewardGrant, to: str, note: str, actor: Actor) -> RewardGrant:
    """Bring a reward to where the button says."""
    facts: dict[str, Any] = {"grant": row.pk, "note": note, "actor": actor, "now": now()}
    if to == GrantState.DELIVERED:
        return deliver_grant(**facts)
    return decide_grant(approve=to == GrantState.APPROVED, **facts)


@console_page("spread", Permission.SEE_MEMBERS)
def rewards_earned_csv(request: HttpRequest, community: Community) -> HttpResponseBase:
    """Hand the rewards over as a table."""
    rows, currency = grants_run_by(actor_of(request), community.pk, **asked_of(request)), community.currency
    may_send = may(actor_of(request), Permission.EDIT_CAMPAIGNS, community.pk)
    lines = (
        (
            row.member.number, row.member.name, row.campaign.name, row.participant.member.name, row.milestone.kind,
            reward_said(row.milestone), Money(row.cost, currency).decimal, currency, row.state, row.at.isoformat(),
            row.changed_at.isoformat(), row.note, row.address if may_send else "",
        )
        for row in rows.iterator()
    )  # fmt: skip
    return csv_answer(f"{community.slug}-campaign-rewards", CSV_HEAD, lines)
