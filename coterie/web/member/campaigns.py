"""Campaigns as a member sees them: what is on, one's own link, and what it brought."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coterie.growth.domain.participation import take_part
from coterie.growth.domain.settling import MOVED, topic_of
from coterie.growth.enums import CampaignKind, Medium, Side
from coterie.growth.models import Campaign, CampaignTerms, Participant
from coterie.growth.queries.board import board_for
from coterie.growth.queries.campaigns import campaigns_open_to, is_open, participation
from coterie.growth.queries.progress import drawn_for, is_settled, progress_of, promised, terms_for, thanks_to
from coterie.growth.queries.team import crews_of, step_of_team, teams_with
from coterie.growth.queries.together import step_together, together_at
from coterie.growth.queries.words import rules_said
from coterie.kit import qr
from coterie.kit.clock import now
from coterie.platform.live.admission import admission
from coterie.web.attempt import attempt
from coterie.web.member.campaign_link import PICTURES, shared_words
from coterie.web.member.place import Standing, member_page, own_or_404
from coterie.web.public.addresses import campaign_address
from coterie.web.public.visitor import remember, visitor_of
from coterie.web.request import one_or_404


def campaign_at(standing: Standing, key: str) -> Campaign:
    """Find a campaign in which one takes part, or can, or 404."""
    return one_or_404(campaigns_open_to(standing.actor, standing.community, now()), key=key)


@require_safe
@member_page("profile")
def campaigns(request: HttpRequest, standing: Standing) -> HttpResponse:
    """Show the campaigns that are open, one's own, and the thanks for having come as a friend."""
    own_or_404(standing)
    return campaigns_page(request, standing, forms.Form())


def campaigns_page(request: HttpRequest, standing: Standing, form: forms.Form, about: str = "") -> HttpResponse:
    """Answer with the campaigns; `form` is what was said of the reward with the key `about`."""
    words = {
        "standing": standing, "form": form, "about": about,
        "rows": campaigns_open_to(standing.actor, standing.community, now()),
        "thanks": thanks_to(standing.actor, standing.community),
    }  # fmt: skip
    return render(request, "member/campaigns.html", words, status=422 if form.errors else 200)


@require_safe
@member_page("profile")
def campaign(request: HttpRequest, standing: Standing, key: str) -> HttpResponse:
    """Show what a campaign promises; to who takes part also the link, the friends and the rewards."""
    return campaign_page(request, standing, campaign_at(standing, key), forms.Form())


def campaign_page(
    request: HttpRequest, standing: Standing, row: Campaign, form: forms.Form, about: str = ""
) -> HttpResponse:
    """Answer with a campaign; `form` is what was said of taking part, or of the reward with the key `about`."""
    mine = participation(standing.actor, row)
    terms = terms_for(row, mine, standing.actor)
    teams = team_words(standing, row, terms)
    words = {
        "standing": standing, "form": form, "about": about, "row": row, "open": is_open(row, now()), "terms": terms,
        "rules": rules_said(terms, terms.milestones.all()),
        "gifts": promised(terms, Side.FRIEND), "steps": promised(terms, Side.INVITER), "all": step_together(row),
        "mine": mine, **(own_words(standing, row, mine) if mine else {}), **teams,
        "live": stream_of(mine, *(crew.team.row.founder for crew, _share in teams.get("crews", ()))), "told": MOVED,
    }  # fmt: skip
    return render(request, "member/campaign.html", words, status=422 if form.errors else 200)


def stream_of(*whose: Participant | None) -> str:
    """Return the stream that tells when something changed with these; none where one only reads."""
    topics = sorted({topic_of(one.pk) for one in whose if one})
    return "/live/" + admission(*topics, now=now()) if topics else ""


def team_words(standing: Standing, row: Campaign, terms: CampaignTerms) -> dict[str, Any]:
    """Return the teams in which a reader is, the latest first, each with its link, and whether another can begin."""
    if row.kind != CampaignKind.TEAM:
        return {}
    teams = teams_with(standing.member, row, now()) if standing.member else []
    shown = [
        (crew, campaign_address(standing.slug, crew.team.row.founder.key))
        for crew in crews_of(standing.community, teams, standing.member)
    ]
    may_begin = is_open(row, now()) and not any(team.invites for team in teams)
    return {"crews": shown, "may_begin": may_begin, "each": step_of_team(terms)}


def own_words(standing: Standing, row: Campaign, mine: Participant) -> dict[str, Any]:
    """Return what one's own page shows: the link with its code, how far one is, and the board."""
    mine.campaign = row
    address, at = campaign_address(standing.slug, mine.key), now()
    code, progress = qr.svg(campaign_address(standing.slug, mine.key, Medium.CODE)), progress_of(mine, at)
    return {
        "address": address, "code": mark_safe(code), "progress": progress,  # noqa: S308 - drawn by us
        "settled": is_settled(mine, at), "board": board_for(mine, progress.counting),
        "together": together_at(row, at), "drawn": drawn_for(mine),
        **shared_words(row, standing.name, standing.slug, mine.key),
    }  # fmt: skip


@require_POST
@member_page("profile")
def participate(request: HttpRequest, standing: Standing, key: str) -> HttpResponse:
    """Take part; the browser is remembered, for friends are not made there."""
    row, visitor, form = campaign_at(standing, key), visitor_of(request), forms.Form(request.POST)
    facts = {"campaign": row.pk, "visitor": visitor, "actor": standing.actor, "now": now()}
    if form.is_valid() and attempt(form, take_part, **facts) is not None:
        messages.success(request, _("You take part. This is your link."))
        return remember(redirect("member:campaign", standing.slug, key), visitor)
    return campaign_page(request, standing, row, form)


@require_safe
@member_page("profile")
def campaign_picture(_request: HttpRequest, standing: Standing, key: str, picture: str) -> HttpResponse:
    """Hand one's own link over as a QR code, or as a poster around it."""
    row = campaign_at(standing, key)
    mine = participation(standing.actor, row)
    if mine is None or picture not in PICTURES:
        raise Http404
    draw, medium, kind = PICTURES[picture]
    data = draw(row, mine, campaign_address(standing.slug, mine.key, medium))
    answer = HttpResponse(data, content_type=kind, headers={"X-Content-Type-Options": "nosniff"})
    answer["Cache-Control"] = "private, no-store"
    return answer
