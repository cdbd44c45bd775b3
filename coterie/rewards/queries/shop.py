"""The shop for its visitors, and for who runs it."""

from dataclasses import dataclass

from django.db.models import Count, F, Q, QuerySet

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.members.queries.members import member_of, memberships_of
from coterie.rewards.enums import Delivery
from coterie.rewards.models import Prize, Purchase
from coterie.rewards.queries.purses import points_of
from coterie.rewards.queries.ranks import rank_of

BOUGHT = Count("purchases", filter=~Q(purchases__state=Delivery.RETURNED))


def prizes_run_by(actor: Actor, community: int) -> QuerySet[Prize]:
    """All that is or was in the shop, for its staff; what waits to be handed over is counted."""
    require(actor, Permission.SEE_CONSOLE, community)
    waiting = Count("purchases", filter=Q(purchases__state=Delivery.ASKED))
    rows = Prize.objects.filter(community=community).annotate(bought=BOUGHT, waiting=waiting)
    return rows.order_by(F("closed_at").asc(nulls_first=True), "price", "id")


def prizes_visible_to(actor: Actor, community: int) -> QuerySet[Prize]:
    """What a member can have for points, the cheapest first."""
    rows = Prize.objects.filter(community=community, closed_at=None)
    rows = rows if memberships_of(actor).filter(community=community).exists() else rows.none()
    return rows.order_by("price", "id")


def purchases_run_by(actor: Actor, community: int, state: str = "") -> QuerySet[Purchase]:
    """What was bought, what waits longest first; for who may see members."""
    require(actor, Permission.SEE_MEMBERS, community)
    rows = Purchase.objects.filter(prize__community=community).select_related("prize", "member")
    return (rows.filter(state=state) if state in Delivery.values else rows).order_by(
        F("settled_at").asc(nulls_first=True), "at", "id"
    )


def purchases_waiting(community: int) -> int:
    """Count what was bought and not handed over yet."""
    return Purchase.objects.filter(prize__community=community, state=Delivery.ASKED).count()


def purchases_of(actor: Actor, community: int) -> QuerySet[Purchase]:
    """What the actor bought, the latest first."""
    member = member_of(actor, community)
    rows = Purchase.objects.filter(member=member) if member else Purchase.objects.none()
    return rows.select_related("prize", "member").order_by("-at", "-id")


@dataclass(frozen=True, slots=True)
class Means:
    """What a member can reach: points and level."""

    points: int
    level: int


def means_of(community: int, member: int) -> Means:
    """Return what a member can reach."""
    rank = rank_of(member)
    return Means(points_of(community, member), rank.level if rank else 0)
