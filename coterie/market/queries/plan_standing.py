"""Where plans stand, for who forecasts them: how often each was renewed, and when its next turns are due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.market.enums import PlanState
from coterie.market.models import Subscription
from coterie.market.rules import turn_end


@dataclass(frozen=True, slots=True)
class Standing:
    """One plan that was paid once at least.

    Who has `left` ended it, or has cancelled and goes with the end of the turn.
    """

    length: tuple[str, int]
    """A period, and how many of it are one turn."""
    renewed: int
    price: int
    """What the next turn costs, in minor units."""
    due: tuple[datetime, ...]
    """When the coming turns begin, as far as it was asked."""
    left: bool


def plans_standing(actor: Actor, community: int, *, now: datetime, until: datetime) -> Iterator[Standing]:
    """Yield where each plan that is renewed stands, with its turns that are due before a moment."""
    require(actor, Permission.SEE_REVIEW, community)
    paid = Count("turns", filter=Q(turns__paid_at__isnull=False, turns__upgrade=False))
    rows = Subscription.objects.filter(offer__community=community, variant__terms__renews=True).annotate(paid=paid)
    rows = rows.select_related("offer__community", "variant__terms", "next_variant__terms").order_by("pk")
    for row in rows.filter(paid__gte=1).iterator():
        way = row.next_variant or row.variant
        left = row.state == PlanState.ENDED or row.cancelled_at is not None
        due = () if left else tuple(dues(row, now, until))
        yield Standing((way.terms.period, way.terms.count), row.paid - 1, way.price, due, left)


def dues(row: Subscription, now: datetime, until: datetime) -> Iterator[datetime]:
    """Yield when the turns of a plan begin that its member is to pay before a moment; a pause puts them off."""
    terms, zone, at = (row.next_variant or row.variant).terms, row.offer.community.timezone, row.paid_until
    if row.paused_from:
        at += now - row.paused_from
    while at < until:
        yield at
        at = turn_end(at, row.anchor, zone, terms.period, terms.count)
