"""Teams that buy together, for screens and for who decides."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F, Q, QuerySet

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.market.enums import OfferKind, OrderState, TeamState
from coterie.market.models import Offer, Order, Team, TeamTerms, Variant
from coterie.market.queries.projects import OPEN

WAITING = (*OPEN, OrderState.PENDING)
IN_TEAMS = (OfferKind.PRODUCT, OfferKind.COURSE, OfferKind.TICKET, OfferKind.BUNDLE)
"""What can be bought together: what needs no time and has no turns."""
PAID, TAKEN = (Count("orders", filter=Q(orders__state__in=states)) for states in (OPEN, WAITING))
SHOWN = 5
"""How many open teams the page of an offer shows."""


@dataclass(frozen=True, slots=True)
class TeamSeen:
    """A team as its visitors see it; nobody is named."""

    key: str
    variant: str
    name: str
    people: int
    paid: int
    free: int
    price: int
    ends_at: datetime | None
    state: TeamState

    @property
    def missing(self) -> int:
        """How many more have to pay."""
        return self.people - self.paid


def seats_taken(team: Team) -> QuerySet[Order]:
    """The orders that have a seat in a team: paid, or still to be paid."""
    return Order.objects.filter(team=team, state__in=WAITING)


def paid_in(team: Team) -> QuerySet[Order]:
    """The orders of a team whose money is here."""
    return Order.objects.filter(team=team, state__in=OPEN)


def with_counts(rows: QuerySet[Team]) -> QuerySet[Team]:
    """Give teams how many have paid (`paid`) and how many seats are taken (`taken`)."""
    return rows.annotate(paid=PAID, taken=TAKEN)


def terms_of(variants: Iterable[Variant]) -> dict[int, TeamTerms]:
    """Return how ways to buy are sold to teams, by their number: where that is less than alone."""
    rows = TeamTerms.objects.filter(variant__in=variants, price__lt=F("variant__price"))
    return {row.variant_id: row for row in rows}


def open_teams(offer: Offer, now: datetime) -> list[TeamSeen]:
    """Return the teams of an offer in which a seat is free, those that end first first."""
    if offer.kind not in IN_TEAMS:
        return []
    rows = Team.objects.filter(variant__offer=offer, state=TeamState.OPEN, ends_at__gt=now)
    found = rows.annotate(paid=PAID, taken=TAKEN).filter(paid__gt=0, taken__lt=F("people"))
    return [seen(row) for row in found.select_related("variant").order_by("ends_at", "pk")[:SHOWN]]


def team_called(offer: Offer, key: str) -> TeamSeen | None:
    """Return a team of an offer by its key."""
    row = with_counts(Team.objects.filter(variant__offer=offer, key=key)).select_related("variant").first()
    return seen(row) if row else None


def team_of(order: Order) -> TeamSeen | None:
    """Return the team with which an order was made."""
    if order.team_id is None:
        return None
    return seen(with_counts(Team.objects.filter(pk=order.team_id)).select_related("variant").get())


def seen(row: Team) -> TeamSeen:
    """Return a team, counted, as its visitors see it."""
    paid, taken = (int(getattr(row, name)) for name in ("paid", "taken"))
    return TeamSeen(
        row.key, row.variant.key, row.variant.name, row.people, paid, max(row.people - taken, 0), row.price,
        row.ends_at, TeamState(row.state),
    )  # fmt: skip


def teams_run_by(actor: Actor, community: int, *, state: str = "", offer: str = "") -> QuerySet[Team]:
    """The teams of a community for which somebody has paid, for its staff, the latest first."""
    require(actor, Permission.SEE_REVIEW, community)
    rows = Team.objects.filter(variant__offer__community=community, began_at__isnull=False)
    rows = rows.filter(state=state) if state else rows
    rows = rows.filter(variant__offer__key=offer) if offer else rows
    return with_counts(rows.select_related("variant__offer", "founder")).order_by("-began_at", "-pk")
