"""Teams that buy together, for screens and for who decides."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.market.enums import OrderState, TeamState
from coterie.market.models import Order, Team

PAID = (OrderState.PAID, OrderState.PARTIALLY_REFUNDED)
SHOWN = 5
"""How many open teams the page of an offer shows."""


@dataclass(frozen=True, slots=True)
class TeamSeen:
    """A team as its visitors see it."""

    key: str
    by: str
    people: int
    paid: int
    price: int
    ends_at: datetime
    state: str

    @property
    def missing(self) -> int:
        """How many more are needed."""
        return max(self.people - self.paid, 0)


def seats_taken(team: Team) -> QuerySet[Order]:
    """The orders that have a seat in a team: paid, or still to be paid."""
    return Order.objects.filter(team=team, state__in=(*PAID, OrderState.PENDING))


def paid_in(team: Team) -> QuerySet[Order]:
    """The orders of a team whose money is here."""
    return Order.objects.filter(team=team, state__in=PAID)


def with_counts(rows: QuerySet[Team]) -> QuerySet[Team]:
    """Give teams how many have paid (`paid`) and how many seats are taken (`taken`)."""
    paid, taken = Q(orders__state__in=PAID), Q(orders__state__in=(*PAID, OrderState.PENDING))
    return rows.annotate(paid=Count("orders", filter=paid), taken=Count("orders", filter=taken))


def open_teams(offer: int, now: datetime) -> list[TeamSeen]:
    """Return the open teams of an offer that somebody paid for and that have a seat, those that end first first."""
    rows = with_counts(Team.objects.filter(variant__offer=offer, state=TeamState.OPEN, ends_at__gt=now))
    found = rows.filter(paid__gt=0, taken__lt=F("people")).select_related("began_by").order_by("ends_at", "pk")
    return [seen(row) for row in found[:SHOWN]]


def team_called(offer: int, key: str) -> TeamSeen | None:
    """Return a team of an offer by its key."""
    row = with_counts(Team.objects.filter(variant__offer=offer, key=key)).select_related("began_by").first()
    return seen(row) if row else None


def seen(row: Team) -> TeamSeen:
    """Return a team, counted, as its visitors see it."""
    by = row.began_by.name if row.began_by else ""
    return TeamSeen(row.key, by, row.people, row.paid, row.price, row.ends_at, row.state)


def teams_run_by(actor: Actor, community: int, offer: int | None = None) -> QuerySet[Team]:
    """The teams of a community, or of one offer, for its staff, the latest first."""
    require(actor, Permission.SEE_CONSOLE, community)
    rows = Team.objects.filter(variant__offer__community=community).select_related("variant__offer", "began_by")
    rows = rows if offer is None else rows.filter(variant__offer=offer)
    return with_counts(rows).order_by("-began_at", "-pk")
