"""Badges for screens."""

from django.db.models import QuerySet

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.members.enums import MemberState
from coterie.members.models import Badge, GivenBadge, Member


def badges_visible_to(actor: Actor, community: int) -> QuerySet[Badge]:
    """The badges of a community for its staff, newest first."""
    require(actor, Permission.SEE_MEMBERS, community)
    return Badge.objects.filter(community=community).order_by("-id")


def badge_called(community: int, key: str) -> Badge | None:
    """Return a badge of a community by its key."""
    return Badge.objects.filter(community=community, key=key).first()


def badges_on(member: int) -> QuerySet[GivenBadge]:
    """What a member has, the first first."""
    return GivenBadge.objects.filter(member=member).select_related("badge").order_by("id")


def shared_card(key: str) -> Member | None:
    """Return the member who shares a card at this address now; who has left shares nothing."""
    rows = Member.objects.filter(card_key=key, state=MemberState.ACTIVE, community__state="open")
    return rows.select_related("community").first()
