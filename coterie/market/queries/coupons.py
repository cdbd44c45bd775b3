"""Coupons, and how a community takes money."""

from datetime import datetime

from django.db.models import Count, Q, QuerySet, Sum

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.market.models import Coupon, CouponUse, Till

LIVE = Q(uses__given_back_at=None)


def till_of(community: int) -> Till:
    """Return how a community takes money; one that never said has a till that says nothing."""
    return Till.objects.filter(community=community).first() or Till(community_id=community)


def coupons_run_by(actor: Actor, community: int) -> QuerySet[Coupon]:
    """All coupons of a community with how often they were used and what they took off, the latest first."""
    require(actor, Permission.SEE_CONSOLE, community)
    uses, off = Count("uses", filter=LIVE), Sum("uses__amount", filter=LIVE, default=0)
    rows = Coupon.objects.filter(community=community).annotate(used=uses, taken_off=off)
    return rows.prefetch_related("offers").order_by("-created_at", "-id")


def coupon_uses_run_by(actor: Actor, community: int) -> QuerySet[CouponUse]:
    """Every use of a coupon, the latest first, for who sees the orders."""
    require(actor, Permission.SEE_REVIEW, community)
    rows = CouponUse.objects.filter(coupon__community=community)
    return rows.select_related("coupon", "order__customer", "order__member").order_by("-at", "-id")


def coupon_called(community: int, code: str) -> int | None:
    """Return the number of the coupon that a code names."""
    return Coupon.objects.filter(community=community, code=code).values_list("pk", flat=True).first()


def coupon_counts(coupon: int, now: datetime) -> bool:
    """Tell whether a coupon makes anything cheaper now."""
    rows = Coupon.objects.filter(pk=coupon, closed_at=None)
    row = rows.exclude(since__gt=now).exclude(until__lte=now).first()
    return row is not None and (row.most_uses is None or coupon_figures(row.pk)[0] < row.most_uses)


def coupon_figures(coupon: int) -> tuple[int, int]:
    """Return how often a coupon was used, and what it took off; what came to nothing is not counted."""
    found = CouponUse.objects.filter(coupon=coupon, given_back_at=None).aggregate(
        n=Count("pk"), off=Sum("amount", default=0)
    )
    return found["n"], found["off"]
