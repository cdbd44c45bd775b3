"""Step 6: campaigns, in which members bring friends."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.growth.domain.campaign import NEXT, clone_campaign, edit_campaign, make_campaign, turn_campaign
from coterie.growth.domain.terms import Promise, drafted
from coterie.growth.enums import CampaignState, RewardKind
from coterie.growth.models import Campaign, CampaignTerms
from coterie.growth.queries.ledger import friends_in
from coterie.growth.queries.overview import campaigns_in, versions_of
from coterie.growth.queries.tally import places_in
from coterie.growth.queries.together import together_of
from coterie.growth.queries.words import promises_said, rules_said
from coterie.kit.clock import now
from coterie.market.queries.offers import offers_to_give
from coterie.members.queries.badges import badges_visible_to
from coterie.web.attempt import attempt
from coterie.web.console.campaign_form import (
    ROWS,
    CampaignFactsForm,
    CampaignForm,
    CopyCampaignForm,
    begins,
    templates,
)
from coterie.web.console.campaign_sheet import campaign_sheet, phase_of
from coterie.web.console.slots import group_choices
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404, page_of

EDIT = Permission.EDIT_CAMPAIGNS
LEADERS = 5


def campaign_at(request: HttpRequest, community: Community, key: str) -> Campaign:
    """Find a campaign, or 404."""
    return one_or_404(campaigns_in(actor_of(request), community.pk), key=key)


def choices_of(request: HttpRequest, community: Community) -> dict[str, Any]:
    """Return the groups that can be told, and what a milestone can bring that has a name."""
    badges, offers = badges_visible_to(actor_of(request), community.pk), offers_to_give(community.pk)
    called = [(f"{RewardKind.BADGE}:{row.key}", _("the badge “%(name)s”") % {"name": row.name}) for row in badges]
    for row in offers:
        called.append((f"{RewardKind.ACCESS}:{row.key}", _("access to “%(name)s”") % {"name": row.title}))
        called.append((f"{RewardKind.CODE}:{row.key}", _("a code for “%(name)s”") % {"name": row.title}))
    return {"groups": group_choices(request, community), "brings": called}


@console_page("spread", Permission.SEE_CONSOLE)
def campaigns(request: HttpRequest, community: Community) -> HttpResponse:
    """List the campaigns."""
    actor, state, moment = actor_of(request), request.GET.get("state", ""), now()
    rows = page_of(request, campaigns_in(actor, community.pk, state))
    words = {
        "rows": rows, "shown": [(row, phase_of(row, moment)) for row in rows], "state": state,
        "states": CampaignState.choices, "may_edit": may(actor, EDIT, community.pk),
        "may_see": may(actor, Permission.SEE_MEMBERS, community.pk), "currency": community.currency,
    }  # fmt: skip
    return render(request, "console/campaigns.html", words)


@console_page("spread", EDIT)
def new_campaign(request: HttpRequest, community: Community) -> HttpResponse:
    """Write a campaign."""
    like = request.GET.get("like", "three")
    first, known = begins(like, now()), choices_of(request, community)
    form = CampaignForm(request.POST or None, initial=first, currency=community.currency, **known)
    if request.method == "POST" and form.is_valid() and not is_preview(request):
        facts = {"community": community.pk, "actor": actor_of(request), "now": now()}
        if row := attempt(form, make_campaign, **form.facts(), **facts):
            return redirect("console:campaign", community.slug, row.key)
    words = {"title": _("New campaign"), "like": like, "templates": templates().items()}
    return form_page(request, community, form, words)


@console_page("spread", EDIT)
def campaign_facts(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Change a campaign; what it promised stays with who takes part already."""
    row = campaign_at(request, community, key)
    latest = versions_of(row)[0]
    form = facts_form(request, community, row, Promise.of(latest))
    if request.method == "POST" and form.is_valid() and not is_preview(request):
        facts = {"campaign": row.pk, "actor": actor_of(request), "now": now()}
        if attempt(form, edit_campaign, **form.facts(), **facts):
            tell_version(request, row, latest.number)
            return redirect("console:campaign", community.slug, key)
    return form_page(request, community, form, {"title": row.name, "row": row, "terms": latest})


def is_preview(request: HttpRequest) -> bool:
    """Tell whether nothing is to be kept: the rules are to be read as they would stand."""
    return "preview" in request.POST


def form_page(request: HttpRequest, community: Community, form: CampaignForm, words: dict[str, Any]) -> HttpResponse:
    """Answer with the form, and with the rules as members would read them where that is asked."""
    status = 422 if form.errors else 200
    if is_preview(request):
        terms, steps = drafted(community.pk, form.promise(), form.cleaned_data.get("holdout") or 0)
        rules, status = [*promises_said(steps), *rules_said(terms, steps)], 200
        words |= {"rules": rules, "ends_at": form.cleaned_data.get("ends_at")}
    return render(request, "console/campaign_form.html", {**words, "form": form}, status=status)


def facts_form(request: HttpRequest, community: Community, row: Campaign, promise: Promise) -> CampaignFactsForm:
    """Return the form of a campaign that is there, with a row for each of its milestones."""
    first = CampaignFactsForm.initial_of(row, promise, community.currency)
    known: dict[str, Any] = {**choices_of(request, community), "rows": max(ROWS, len(promise.steps))}
    return CampaignFactsForm(request.POST or None, initial=first, currency=community.currency, **known)


def tell_version(request: HttpRequest, row: Campaign, before: int) -> None:
    """Say for whom new terms are; the same terms again are nothing new."""
    latest = versions_of(row)[0]
    if latest.number == before:
        messages.success(request, _("Kept."))
    elif row.people:  # type: ignore[attr-defined]  # counted by the query
        told = _("Version %(new)s of the terms is kept. Who takes part already keeps the one they began with.")
        messages.success(request, told % {"new": latest.number})
    else:
        messages.success(request, _("Version %(new)s of the terms is kept.") % {"new": latest.number})


@console_page("spread", Permission.SEE_CONSOLE)
def campaign(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Show a campaign: its numbers, what it promises, who leads."""
    return campaign_page(request, community, campaign_at(request, community, key))


def campaign_page(
    request: HttpRequest, community: Community, row: Campaign, turn: forms.Form | None = None,
    copy: CopyCampaignForm | None = None,
) -> HttpResponse:  # fmt: skip
    """Answer with a campaign."""
    actor, moment = actor_of(request), now()
    friends = friends_in(row, moment)
    may_see = may(actor, Permission.SEE_MEMBERS, community.pk)
    words = {
        "row": row, "sheet": campaign_sheet(row, friends, moment), "versions": read_versions(row), "turn_form": turn,
        "together": together_of(row, friends), "next": NEXT[row.state], "currency": community.currency,
        "copy_form": copy or CopyCampaignForm(initial=once_more(row)), "may_edit": may(actor, EDIT, community.pk),
        "places": places_in(actor, row)[:LEADERS] if may_see else [], "may_see": may_see,
    }  # fmt: skip
    return render(request, "console/campaign.html", words, status=422 if turn or copy else 200)


def read_versions(row: Campaign) -> list[tuple[CampaignTerms, list[str]]]:
    """Return the versions of the terms, each with the words in which members read them."""
    written = ((terms, list(terms.milestones.all())) for terms in versions_of(row))
    return [(terms, [*promises_said(steps), *rules_said(terms, steps)]) for terms, steps in written]


def once_more(row: Campaign) -> dict[str, Any]:
    """Return what stands in the form of a copy: it begins with the next hour and takes as long."""
    start = begins("", now())["starts_at"]
    name = _("%(name)s, once more") % {"name": row.name}
    return {"name": name[:60], "starts_at": start, "ends_at": start + (row.ends_at - row.starts_at)}


@require_POST
@console_page("spread", EDIT)
def campaign_state(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Start, pause or end a campaign."""
    row, form = campaign_at(request, community, key), forms.Form(request.POST)
    facts = {"campaign": row.pk, "actor": actor_of(request), "now": now()}
    form.is_valid()
    if attempt(form, turn_campaign, state=request.POST.get("state", ""), **facts) is not None:
        return redirect("console:campaign", community.slug, key)
    return campaign_page(request, community, row, turn=form)


@require_POST
@console_page("spread", EDIT)
def campaign_copy(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Write the same campaign for another time."""
    row, form = campaign_at(request, community, key), CopyCampaignForm(request.POST)
    facts = {"campaign": row.pk, "actor": actor_of(request), "now": now()}
    made = attempt(form, clone_campaign, **form.cleaned_data, **facts) if form.is_valid() else None
    if made:
        return redirect("console:campaign", community.slug, made.key)
    return campaign_page(request, community, row, copy=form)
