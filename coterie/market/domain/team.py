"""Buying together: a team is begun with an order and joined with orders; it is complete, or all is given back.

Locks are taken in one order: order, variants, team.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.kit.actor import Actor
from coterie.kit.bounds import refuse_beyond
from coterie.kit.db.rows import locked
from coterie.kit.errors import Conflict, Invalid, NotFound
from coterie.market.domain.offer import facts_of as facts_of_offer
from coterie.market.domain.offer import own_offer
from coterie.market.enums import OfferKind, TeamState
from coterie.market.errors import NotForSale, TeamFull
from coterie.market.events import OfferChanged
from coterie.market.models import Order, Team, TeamTerms, Variant
from coterie.market.queries.teams import seats_taken
from coterie.platform.events.log import publish

LIMITS = {"people": (2, 50), "hours": (1, 168), "price": (1, 10**11)}
NEW = "new"
"""The name of a team that is begun with an order."""
TOGETHER = (OfferKind.PRODUCT, OfferKind.COURSE, OfferKind.TICKET, OfferKind.BUNDLE)
"""What can be bought together: what needs no time and has no turns."""


@transaction.atomic
def set_team_terms(*, variant: int, people: int, hours: int, price: int, actor: Actor, now: datetime) -> TeamTerms:
    """Let so many buy a variant together for less; teams that are open keep their terms. Raises Invalid."""
    row = Variant.objects.select_related("offer").get(pk=variant)
    parent = own_offer(row.offer_id, actor)
    refuse_beyond(LIMITS, {"people": people, "hours": hours, "price": price})
    if parent.kind not in TOGETHER or hasattr(parent, "project"):
        raise Invalid(_("This cannot be bought together."), field="people")
    if price >= row.price:
        raise Invalid(_("Together it costs less than alone."), field="price")
    facts = {"people": people, "hours": hours, "price": price}
    terms, _made = TeamTerms.objects.update_or_create(variant=row, defaults=facts)
    data = {"fields": ["team"], "variant": row.pk}
    publish(OfferChanged(at=now, data=data, **facts_of_offer(parent, actor)))
    return terms


@transaction.atomic
def drop_team_terms(*, variant: int, actor: Actor, now: datetime) -> None:
    """Let no more teams begin; those that are open go on."""
    row = Variant.objects.get(pk=variant)
    parent = own_offer(row.offer_id, actor)
    if TeamTerms.objects.filter(variant=row).delete()[0]:
        data = {"fields": ["team"], "variant": row.pk}
        publish(OfferChanged(at=now, data=data, **facts_of_offer(parent, actor)))


def in_team(together: str, wanted: Mapping[int, int], member: int, now: datetime) -> Team | None:
    """Return the team in which an order has a seat, locked: a new one, or the one that is named; None for no team.

    In the transaction of the order, whose variants are locked. Raises NotFound, and as taking a seat does.
    """
    if not together:
        return None
    team = begun(min(wanted), member, now) if together == NEW else Team.objects.filter(key=together).first()
    if team is None:
        raise NotFound(_("There is no such team."), field="team")
    return seated(team.pk, wanted, member, now)


def begun(variant: int, member: int, now: datetime) -> Team:
    """Begin a team by the terms of this moment. Raises NotForSale."""
    terms = TeamTerms.objects.filter(variant=variant).first()
    if terms is None:
        raise NotForSale(_("This is not sold to teams."), field="team")
    return Team.objects.create(
        variant_id=variant, people=terms.people, price=terms.price, began_by_id=member, began_at=now,
        ends_at=now + timedelta(hours=terms.hours),
    )  # fmt: skip


def seated(team: int, wanted: Mapping[int, int], member: int, now: datetime) -> Team:
    """Lock a team that has a seat for a member, who orders one piece.

    Raises NotForSale, Invalid, Conflict, TeamFull.
    """
    row = locked(Team.objects.filter(pk=team))
    if row.state != TeamState.OPEN or row.ends_at <= now:
        raise NotForSale(_("This team is over: begin one of your own."), field="team")
    if dict(wanted) != {row.variant_id: 1}:
        raise Invalid(_("In a team everybody buys one piece."), field="quantity")
    if seats_taken(row).filter(member=member).exists():
        raise Conflict(_("You are in this team already."), field="team")
    if seats_taken(row).count() >= row.people:
        raise TeamFull(_("This team is full: begin one of your own."), field="team")
    return row


def has_seat(order: Order) -> bool:
    """Tell whether money for an order still counts in its team: it is open, and has a seat for it."""
    if order.team_id is None:
        return True
    row = locked(Team.objects.filter(pk=order.team_id))
    return row.state == TeamState.OPEN and seats_taken(row).exclude(pk=order.pk).count() < row.people


def refuse_without_seat(order: Order) -> None:
    """Refuse money that comes too late for the team."""
    if not has_seat(order):
        raise TeamFull(_("This team is full: begin one of your own."), field="team")
