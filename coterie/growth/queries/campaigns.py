"""Campaigns for who runs them and for who takes part."""

from datetime import datetime

from django.db.models import Count, Q, QuerySet, Sum

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.growth.enums import CampaignKind, CampaignState, RecordKind
from coterie.growth.models import Campaign, Participant, ReferralRecord
from coterie.kit.actor import Actor
from coterie.members.enums import MemberState
from coterie.members.queries.members import member_of


def is_open(row: Campaign, now: datetime) -> bool:
    """Tell whether a campaign takes people in at a moment."""
    return row.state == CampaignState.RUNNING and row.starts_at <= now < row.ends_at


def has_begun(row: Campaign, now: datetime) -> bool:
    """Tell whether a campaign was let run and its beginning is over."""
    return row.state != CampaignState.DRAFT and row.starts_at <= now


def campaigns_run_by(actor: Actor, community: int) -> QuerySet[Campaign]:
    """The campaigns of a community for its staff, newest first, with how many take part (`people`)."""
    require(actor, Permission.SEE_CONSOLE, community)
    rows = Campaign.objects.filter(community=community).select_related("group")
    return rows.annotate(people=Count("participants")).order_by("-created_at", "-pk")


def campaigns_open_to(actor: Actor, community: int, now: datetime) -> QuerySet[Campaign]:
    """The campaigns that a member can take part in now, or takes part in, or came by into a team; the latest first."""
    member = member_of(actor, community)
    now_open = Q(state=CampaignState.RUNNING, starts_at__lte=now, ends_at__gt=now)
    own = Q(pk__in=Participant.objects.filter(member=member).values("campaign"))
    came = ReferralRecord.objects.filter(member=member, kind=RecordKind.JOINED)
    own |= Q(kind=CampaignKind.TEAM, pk__in=came.values("campaign"))
    rows = Campaign.objects.filter(community=community).exclude(state=CampaignState.DRAFT)
    return (rows.filter(now_open | own) if member else rows.none()).order_by("-ends_at", "-pk")


def participant_called(key: str) -> Participant | None:
    """Return who takes part under the key of a personal link; who is no member any more invites nobody."""
    rows = Participant.objects.filter(key=key, member__state=MemberState.ACTIVE, campaign__community__state="open")
    return rows.select_related("campaign__community", "member", "terms").first()


def participation(actor: Actor, campaign: Campaign) -> Participant | None:
    """Return how somebody takes part in a campaign, if they do."""
    member = member_of(actor, campaign.community_id)
    return Participant.objects.filter(campaign=campaign, member=member).select_related("terms").first()


def participants_run_by(actor: Actor, campaign: Campaign) -> QuerySet[Participant]:
    """Who takes part in a campaign, for its staff, the first first."""
    require(actor, Permission.SEE_MEMBERS, campaign.community_id)
    return campaign.participants.select_related("member", "terms").order_by("began_at", "pk")


def leading(campaign: Campaign) -> QuerySet[Participant]:
    """Who takes part, whoever brought most first, by what was seen when each was last settled."""
    rows = campaign.participants.select_related("member", "terms")
    return rows.order_by("-counting", "-joined", "began_at", "pk")


def spent(row: Campaign) -> int:
    """Return what the rewards of a campaign cost as they stand, in minor units."""
    return row.grants.aggregate(cost=Sum("cost"))["cost"] or 0


def spent_by_inviter(row: Campaign) -> dict[int, int]:
    """Return what rewards for each member's friends cost as they stand, the friends' own too, in minor units."""
    rows = row.grants.order_by().values_list("participant__member")
    return dict(rows.annotate(spent=Sum("cost")))
