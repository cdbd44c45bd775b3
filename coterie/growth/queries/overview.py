"""Campaigns and their rewards in lists for the staff."""

from django.db.models import Count, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.growth.enums import WAITING, CampaignState, GrantState
from coterie.growth.models import Campaign, CampaignTerms, RewardGrant
from coterie.growth.queries.campaigns import campaigns_run_by
from coterie.kit.actor import Actor

SHOWN = ("campaign", "team", "participant__member", "milestone__badge", "milestone__offer")
"""What is read with a reward that is shown."""


def campaigns_in(actor: Actor, community: int, state: str = "") -> QuerySet[Campaign]:
    """The campaigns of a community, newest first, with how many take part (`people`) and what it cost (`cost`)."""
    grants = RewardGrant.objects.filter(campaign=OuterRef("pk")).order_by().values("campaign")
    cost = Coalesce(Subquery(grants.annotate(sum=Sum("cost")).values("sum")), 0)
    rows = campaigns_run_by(actor, community).annotate(cost=cost)
    return rows.filter(state=state) if state in CampaignState.values else rows


def versions_of(campaign: Campaign) -> QuerySet[CampaignTerms]:
    """The versions of a campaign's terms, the latest first, with how many take part by each (`people`)."""
    kept = campaign.participants.filter(terms=OuterRef("pk")).order_by().values("terms")
    people = Coalesce(Subquery(kept.annotate(number=Count("pk")).values("number")), 0)
    return (
        campaign.terms.annotate(people=people)
        .prefetch_related("milestones__badge", "milestones__offer")
        .order_by("-number")
    )


def grants_run_by(actor: Actor, community: int, state: str = "", campaign: str = "") -> QuerySet[RewardGrant]:
    """The rewards that were earned, newest first, of one state or of the campaign with a key.

    Raises Forbidden for who may not see members.
    """
    require(actor, Permission.SEE_MEMBERS, community)
    rows = RewardGrant.objects.filter(campaign__community=community)
    rows = rows.filter(state=state) if state in GrantState.values else rows
    rows = rows.filter(campaign__key=campaign) if campaign else rows
    return rows.select_related("member", *SHOWN).order_by("-at", "-pk")


def rewards_waiting(community: int) -> int:
    """Return how many rewards wait for a host: to be approved, or to be handed over."""
    return RewardGrant.objects.filter(campaign__community=community, state__in=WAITING).count()


def grants_by_state(campaign: Campaign) -> dict[str, int]:
    """Return how many rewards of a campaign are where."""
    rows = campaign.grants.order_by().values("state").annotate(number=Count("pk"))
    return dict(rows.values_list("state", "number"))
