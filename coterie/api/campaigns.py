"""Campaigns, in which members bring friends."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Status

from coterie.api.campaign_shapes import (
    CampaignFacts,
    CampaignFound,
    CampaignIn,
    CampaignOut,
    CopyIn,
    FriendOut,
    PlaceOut,
    Turn,
    WhichCampaigns,
    WhichFriends,
    Word,
    campaign_shown,
    found_shown,
    friend_shown,
    place_shown,
)
from coterie.api.found import community_at
from coterie.api.paging import Page, Slice, cut_of, page_of
from coterie.api.token import actor_of
from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.growth.domain.campaign import clone_campaign, edit_campaign, make_campaign, turn_campaign
from coterie.growth.domain.review import review_friend
from coterie.growth.models import Campaign
from coterie.growth.queries.campaigns import participants_run_by
from coterie.growth.queries.friends import told_of
from coterie.growth.queries.ledger import friends_in, friends_of, friends_of_these, inviters_of_friends
from coterie.growth.queries.overview import campaigns_in
from coterie.growth.queries.tally import places_in, tallied
from coterie.growth.queries.together import together_of
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.members.queries.members import members_visible_to

router = Router(tags=["campaigns"])
ALL = "/communities/{slug}/campaigns"
ONE = f"{ALL}/{{key}}"
SEE, EDIT, MEMBERS = Permission.SEE_CONSOLE, Permission.EDIT_CAMPAIGNS, Permission.SEE_MEMBERS
TERMS = "terms__milestones__badge", "terms__milestones__offer"


def campaign_in(request: HttpRequest, community: Community, key: str) -> Campaign:
    """Return a campaign of a community. Raises NotFound."""
    row = campaigns_in(actor_of(request), community.pk).prefetch_related(*TERMS).filter(key=key).first()
    if row is None:
        raise NotFound(_("There is no such campaign."))
    return row


def facts_in(request: HttpRequest, body: CampaignFacts) -> dict[str, Any]:
    """Return the facts of a campaign as the verbs take them."""
    promise = body.terms.promise() if body.terms else None
    return {**body.dict(exclude={"terms"}), "promise": promise, "actor": actor_of(request), "now": now()}


def shown_again(request: HttpRequest, community: Community, key: str) -> dict[str, Any]:
    """Return a campaign as it is now, with its numbers."""
    row = campaign_in(request, community, key)
    friends = friends_in(row, now())
    return found_shown(row, tallied(row, friends), together_of(row, friends))


@router.get(ALL, response=Page[CampaignOut])
def campaigns(request: HttpRequest, slug: str, part: Query[WhichCampaigns]) -> dict[str, object]:
    """List the campaigns, newest first."""
    community = community_at(request, slug, SEE)
    rows = campaigns_in(actor_of(request), community.pk, part.state or "").prefetch_related(*TERMS)
    return page_of(rows, part, campaign_shown)


@router.post(ALL, response={201: CampaignFound})
def new_campaign(request: HttpRequest, slug: str, body: CampaignIn) -> Status[dict[str, Any]]:
    """Write a campaign; nobody sees it before it runs."""
    community = community_at(request, slug, EDIT)
    row = make_campaign(community=community.pk, **facts_in(request, body))
    return Status(201, shown_again(request, community, row.key))


@router.get(ONE, response=CampaignFound)
def campaign(request: HttpRequest, slug: str, key: str) -> dict[str, Any]:
    """Show a campaign with its numbers."""
    return shown_again(request, community_at(request, slug, SEE), key)


@router.put(ONE, response=CampaignFound)
def change(request: HttpRequest, slug: str, key: str, body: CampaignFacts) -> dict[str, Any]:
    """Change a campaign; other terms than before are for who takes part from now on."""
    community = community_at(request, slug, EDIT)
    edit_campaign(campaign=campaign_in(request, community, key).pk, **facts_in(request, body))
    return shown_again(request, community, key)


@router.put(f"{ONE}/state", response=CampaignFound)
def state(request: HttpRequest, slug: str, key: str, body: Turn) -> dict[str, Any]:
    """Start, pause or end a campaign; an end is for good."""
    community = community_at(request, slug, EDIT)
    row = campaign_in(request, community, key)
    turn_campaign(campaign=row.pk, state=body.state, actor=actor_of(request), now=now())
    return shown_again(request, community, key)


@router.post(f"{ONE}/copies", response={201: CampaignFound})
def copy(request: HttpRequest, slug: str, key: str, body: CopyIn) -> Status[dict[str, Any]]:
    """Write the same campaign for another time."""
    community = community_at(request, slug, EDIT)
    row = campaign_in(request, community, key)
    made = clone_campaign(campaign=row.pk, **body.dict(), actor=actor_of(request), now=now())
    return Status(201, shown_again(request, community, made.key))


@router.get(f"{ONE}/participants", response=Page[PlaceOut])
def participants(request: HttpRequest, slug: str, key: str, part: Query[Slice]) -> dict[str, object]:
    """List who takes part, whoever has most friends who count first."""
    community = community_at(request, slug, MEMBERS)
    row = campaign_in(request, community, key)
    return cut_of(places_in(actor_of(request), row), part, place_shown)


@router.get(f"{ONE}/participants/{{participant}}/friends", response=Page[FriendOut])
def friends(
    request: HttpRequest, slug: str, key: str, participant: str, part: Query[WhichFriends]
) -> dict[str, object]:  # fmt: skip
    """List whom one who takes part brought, in the order of their first looks, with the lines of the ledger."""
    community = community_at(request, slug, MEMBERS)
    campaign = campaign_in(request, community, key)
    row = participants_run_by(actor_of(request), campaign).filter(key=participant).first()
    if row is None:
        raise NotFound(_("Nobody takes part under this key."))
    row.campaign = campaign
    found = [one for one in friends_of(row, now()) if part.standing in (None, one.standing)]
    return cut_of(told_of(community.pk, campaign.pk, found), part, friend_shown)


@router.put(f"{ONE}/friends/{{member}}/review", response=FriendOut)
def review(request: HttpRequest, slug: str, key: str, member: str, body: Word) -> dict[str, Any]:
    """Decide whether a friend may count; the last word holds, and all of them stay in the ledger."""
    community, actor = community_at(request, slug, EDIT), actor_of(request)
    row = campaign_in(request, community, key)
    number = members_visible_to(actor, community.pk).filter(key=member).values_list("pk", flat=True).first()
    review_friend(campaign=row.pk, member=number or 0, **body.dict(), actor=actor, now=now())
    near = friends_of_these(row, inviters_of_friends({(row.pk, number or 0)}), now())
    found = [one for one in near if one.member == number]
    return friend_shown(told_of(community.pk, row.pk, found)[0])
