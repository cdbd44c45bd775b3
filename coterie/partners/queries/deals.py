"""Companies that partners registered: one's own, and a community's."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.members.queries.members import member_of
from coterie.partners.enums import DealState
from coterie.partners.models import Deal


def holder_of(community: int, same: str, now: datetime) -> Deal | None:
    """Return the deal by which a company is some partner's now."""
    rows = Deal.objects.filter(partner__programme__community=community, same=same, state=DealState.ACCEPTED)
    return rows.filter(locked_until__gt=now).first()


def own_deals(actor: Actor, community: int) -> QuerySet[Deal]:
    """The companies that the actor registered as a partner, the latest first."""
    member = member_of(actor, community)
    rows = Deal.objects.filter(partner__member=member) if member else Deal.objects.none()
    return rows.order_by("-registered_at", "-pk")


def deals_run_by(actor: Actor, community: int, state: str = "") -> QuerySet[Deal]:
    """The companies that partners of a community registered, for who runs the programme, the latest first."""
    require(actor, Permission.EDIT_PARTNERS, community)
    rows = Deal.objects.filter(partner__programme__community=community).select_related("partner__member")
    rows = rows.filter(state=state) if state in DealState.values else rows
    return rows.order_by("-registered_at", "-pk")


def with_conflicts(rows: QuerySet[Deal], now: datetime) -> QuerySet[Deal]:
    """Count at each deal how many other partners want the same company, or have it now (`conflicts`)."""
    programme = OuterRef("partner__programme")
    others = Deal.objects.filter(wanted(now), partner__programme=programme, same=OuterRef("same"))
    grouped = others.exclude(partner=OuterRef("partner")).order_by().values("same")
    number = grouped.annotate(number=Count("partner", distinct=True)).values("number")
    return rows.annotate(conflicts=Coalesce(Subquery(number), 0))


def wanted(now: datetime) -> Q:
    """Tell which deals stand in the way of another: those that wait, and those whose lock is not over."""
    return Q(state=DealState.REGISTERED) | Q(state=DealState.ACCEPTED, locked_until__gt=now)


def rivals_of(community: int, rows: Sequence[Deal], now: datetime) -> dict[int, list[Deal]]:
    """Return for each deal those of other partners that want the same company, or have it now."""
    others = Deal.objects.filter(
        wanted(now), partner__programme__community=community, same__in={row.same for row in rows}
    )
    by_company: dict[str, list[Deal]] = defaultdict(list)
    for other in others.select_related("partner__member").order_by("registered_at", "pk"):
        by_company[other.same].append(other)
    return {row.pk: [one for one in by_company[row.same] if one.partner_id != row.partner_id] for row in rows}
