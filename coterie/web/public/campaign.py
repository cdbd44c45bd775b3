"""The page behind the personal link of one who takes part in a campaign."""

from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coterie.communities.models import Community
from coterie.growth.domain.participation import follow_link
from coterie.growth.enums import CampaignKind, Medium, Side
from coterie.growth.models import Participant
from coterie.growth.queries.campaigns import is_open, participant_called
from coterie.growth.queries.ledger import friends_of
from coterie.growth.queries.progress import promised
from coterie.growth.queries.team import TeamSeen, teams_of
from coterie.growth.queries.words import asked_of_friend, reward_said
from coterie.growth.rules.holdout import PLAIN
from coterie.joining.domain.sight import Look
from coterie.kit.clock import now
from coterie.members.queries.members import member_of
from coterie.review.queries.words import in_a_row
from coterie.web.card_picture import card_answer
from coterie.web.place import set_place
from coterie.web.public.addresses import campaign_address
from coterie.web.public.arrival import is_person, note_look
from coterie.web.public.visitor import remember, visitor_of
from coterie.web.request import actor_of, community_or_404


def inviter_at(community: Community, key: str) -> Participant | None:
    """Return whose link this is; nobody's where the key is unknown, or its owner is a member no more."""
    row = participant_called(key)
    return row if row and row.campaign.community_id == community.pk else None


@require_safe
def campaign_link(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Welcome a friend, and lead them to the door; who takes part is led to their own page."""
    community, visitor = community_or_404(request, slug), visitor_of(request)
    set_place(request, community)
    row, account = inviter_at(community, key), actor_of(request).account
    if row and account is not None and row.member.account_id == account:
        return redirect("member:campaign", slug, row.campaign.key)
    if is_person(request):
        note_look(request, Look(community=community.pk), None, visitor)
        if row:
            follow_link(participant=row.pk, visitor=visitor, **passed_on(request), now=now())
    answer = welcome(request, community, row, key)
    answer["Cache-Control"], answer["X-Robots-Tag"] = "no-store", "noindex"
    return remember(answer, visitor)


def welcome(request: HttpRequest, community: Community, row: Participant | None, key: str) -> HttpResponse:
    """Answer with the page, its times by the community's clock."""
    with timezone.override(ZoneInfo(community.timezone)):
        return render(request, "public/campaign.html", words_of(request, community, row, key))


def passed_on(request: HttpRequest) -> dict[str, Any]:
    """Return who looks, and in what the link was passed on; what nobody of us writes is the link itself."""
    named = request.GET.get("by", "")
    return {"actor": actor_of(request), "medium": Medium(named) if named in Medium.values else Medium.LINK}


def words_of(request: HttpRequest, community: Community, row: Participant | None, key: str) -> dict[str, Any]:
    """Return what the page says."""
    address, member = campaign_address(community.slug, key), member_of(actor_of(request), community.pk)
    words: dict[str, Any] = {
        "community": community,
        "row": row,
        "member": member,
        "address": address,
        "card": f"{address}/card.png",
    }
    if row and is_open(row.campaign, now()):
        gifts = [reward_said(step) for step in promised(row.terms, Side.FRIEND)]
        teams = teams_of(row, friends_of(row, now()), now()) if row.campaign.kind == CampaignKind.TEAM else []
        team = next((team for team in teams if team.is_open), None)
        words |= {"open": True, "gifts": gifts, "asked": asked_of(row, team, both=bool(gifts))}
        words |= {"team": team, "founded": bool(teams)}
    return words


def asked_of(row: Participant, team: TeamSeen | None, *, both: bool) -> str:
    """Say when it counts that somebody comes, and that whoever invites gets something for it; of teams an open one."""
    also = _("%(name)s gets something for it, too.") if both else _("%(name)s gets something for it.")
    if row.terms.number == PLAIN or (row.campaign.kind == CampaignKind.TEAM and team is None):
        return in_a_row(*asked_of_friend(row.terms))
    if team:
        also = _("When the team is complete in time, each of it gets something, %(name)s too.")
    if row.campaign.kind == CampaignKind.GROUP:
        also = _("All who invite get something for it together.")
    return in_a_row(*asked_of_friend(row.terms), also % {"name": row.member.name})


@require_safe
def campaign_card(request: HttpRequest, slug: str, key: str) -> HttpResponse:
    """Hand over the picture that is shown where the link is shared."""
    community = community_or_404(request, slug)
    row = inviter_at(community, key)
    title = _("%(name)s invites you") % {"name": row.member.name} if row else community.name
    answer = card_answer(community.pk, title, community.slogan or community.name)
    answer["X-Robots-Tag"] = "noindex"
    return answer
