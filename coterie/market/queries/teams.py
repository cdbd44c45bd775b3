"""Teams that buy together, for screens and for who decides."""

from collections.abc import Iterable
from copy import copy
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Q, QuerySet

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.market.enums import OfferKind, OrderState, TeamState
from coterie.market.models import Offer, Order, Team, TeamTerms, Variant
from coterie.market.queries.projects import OPEN
from coterie.members.queries.members import member_of

NEW = "new"
"""The name of a team that is begun with an order."""
WAITING = (*OPEN, OrderState.PENDING)
IN_TEAMS = (OfferKind.PRODUCT, OfferKind.COURSE, OfferKind.TICKET, OfferKind.BUNDLE)
"""What can be bought together: what needs no time and has no turns."""
PAID, TAKEN = (Count("orders", filter=Q(orders__state__in=states)) for states in (OPEN, WAITING))
SHOWN = 5
"""How many open teams the page of an offer shows."""
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class TeamSeen:
    """A team as its visitors see it: how many have paid, how many seats nobody holds. Nobody is named."""

    key: str
    variant: str
    name: str
    people: int
    paid: int
    free: int
    price: int
    alone: int
    began_at: datetime | None
    ends_at: datetime | None
    state: TeamState
    minutes_left: int

    @property
    def missing(self) -> int:
        """How many more have to pay."""
        return max(self.people - self.paid, 0)

    @property
    def hours_left(self) -> int:
        """How many whole hours are left."""
        return self.minutes_left // 60

    @property
    def is_open(self) -> bool:
        """Whether money still counts in it."""
        return self.state == TeamState.OPEN and (self.ends_at is None or self.minutes_left > 0)


def seats_taken(team: Team) -> QuerySet[Order]:
    """The orders that have a seat in a team: paid, or still to be paid."""
    return Order.objects.filter(team=team, state__in=WAITING)


def paid_in(team: Team) -> QuerySet[Order]:
    """The orders of a team whose money is here."""
    return Order.objects.filter(team=team, state__in=OPEN)


def counted(rows: QuerySet[Team]) -> QuerySet[Team]:
    """Give teams how many have paid (`paid`) and how many seats are taken (`taken`)."""
    return rows.annotate(paid=PAID, taken=TAKEN).select_related("variant")


def terms_of(row: Variant) -> TeamTerms | None:
    """Return how a way to buy is sold to teams, where that is less than alone."""
    terms: TeamTerms | None = getattr(row, "team_terms", None)
    return terms if terms and terms.price < row.price else None


def sold_together(variants: Iterable[Variant]) -> list[Variant]:
    """Return the ways to buy that are there for teams."""
    return [row for row in variants if row.left != 0 and terms_of(row)]


def variants_in_team(variants: Iterable[Variant], together: str) -> list[Variant]:
    """Return what can be bought in a team, by its key or `new`, at the price for its members."""
    if together == NEW:
        prices = {row.pk: terms.price for row in variants if (terms := terms_of(row))}
    else:
        prices = dict(Team.objects.filter(key=together, variant__in=variants).values_list("variant", "price"))
    found = [copy(row) for row in variants if row.pk in prices]
    for row in found:
        row.price = prices[row.pk]
    return found


def open_teams(offer: Offer, now: datetime) -> list[TeamSeen]:
    """Return the teams of an offer that is sold to teams in which a seat is free, those that end first first."""
    if not sold_together(offer.variants.all()):
        return []
    rows = Team.objects.filter(variant__offer=offer, state=TeamState.OPEN, ends_at__gt=now)
    found = rows.annotate(paid=PAID, taken=TAKEN).filter(paid__gt=0, taken__lt=F("people"))
    return [seen(row, now) for row in found.select_related("variant").order_by("ends_at", "pk")[:SHOWN]]


def team_called(offer: Offer, key: str, now: datetime) -> TeamSeen | None:
    """Return a team of an offer by its key."""
    row = counted(Team.objects.filter(variant__offer=offer, key=key)).first()
    return seen(row, now) if row else None


def team_of(order: Order, now: datetime) -> TeamSeen | None:
    """Return the team with which an order was made."""
    row = counted(Team.objects.filter(pk=order.team_id)).first() if order.team_id else None
    return seen(row, now) if row else None


def has_seat_in(actor: Actor, offer: Offer, key: str) -> Order | None:
    """Return the actor's order in a team."""
    member = member_of(actor, offer.community_id)
    rows = Order.objects.filter(team__key=key, team__variant__offer=offer, member=member, state__in=WAITING)
    return rows.first() if member else None


def seen(row: Team, now: datetime) -> TeamSeen:
    """Return a team, counted, as its visitors see it."""
    paid, taken = (int(getattr(row, name)) for name in ("paid", "taken"))
    left = max(-((now - row.ends_at) // MINUTE), 0) if row.ends_at else 0
    return TeamSeen(
        row.key, row.variant.key, row.variant.name, row.people, paid, max(row.people - taken, 0), row.price,
        row.variant.price, row.began_at, row.ends_at, TeamState(row.state), left,
    )  # fmt: skip


def teams_run_by(actor: Actor, community: int, state: str = "", offer: str = "") -> QuerySet[Team]:
    """The teams of a community for which somebody has paid, for its staff, the latest first."""
    require(actor, Permission.SEE_REVIEW, community)
    rows = Team.objects.filter(variant__offer__community=community, began_at__isnull=False)
    rows = rows.filter(state=state) if state else rows
    rows = rows.filter(variant__offer__key=offer) if offer else rows
    return counted(rows.select_related("variant__offer", "founder")).order_by("-began_at", "-pk")
