"""Buying together: a team is begun with an order and joined with orders; it is complete, or all is given back.

Locks are taken in one order: order, variants, team.
"""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.kit.actor import Actor
from coterie.kit.bounds import refuse_beyond
from coterie.kit.db.rows import locked
from coterie.kit.errors import Conflict, Invalid, NotFound
from coterie.kit.json import Json
from coterie.market.domain.offer import facts_of as facts_of_offer
from coterie.market.domain.offer import own_offer
from coterie.market.enums import TeamState
from coterie.market.errors import NotForSale, TeamFull
from coterie.market.events import OfferChanged
from coterie.market.models import Offer, Order, Team, TeamTerms, Variant
from coterie.market.queries.teams import IN_TEAMS, NEW, seats_taken, terms_of
from coterie.platform.events.log import publish

LIMITS = {"people": (2, 50), "hours": (1, 168), "price": (1, 10**11)}


@transaction.atomic
def set_team_terms(*, variant: int, people: int, hours: int, price: int, actor: Actor, now: datetime) -> TeamTerms:
    """Let so many buy a variant together for less; teams that are there keep their terms. Raises Invalid."""
    row = Variant.objects.get(pk=variant)
    parent = own_offer(row.offer_id, actor)
    refuse_beyond(LIMITS, {"people": people, "hours": hours, "price": price})
    if parent.kind not in IN_TEAMS or hasattr(parent, "project"):
        raise Invalid(_("This cannot be bought together."), field="people")
    if price >= row.price:
        raise Invalid(_("Together it costs less than alone."), field="price")
    facts = {"people": people, "hours": hours, "price": price}
    terms, _made = TeamTerms.objects.update_or_create(variant=row, defaults=facts)
    told(row, parent, actor, now)
    return terms


@transaction.atomic
def drop_team_terms(*, variant: int, actor: Actor, now: datetime) -> None:
    """Let no more teams begin; those that are there go on."""
    row = Variant.objects.get(pk=variant)
    parent = own_offer(row.offer_id, actor)
    if TeamTerms.objects.filter(variant=row).delete()[0]:
        told(row, parent, actor, now)


def told(row: Variant, parent: Offer, actor: Actor, now: datetime) -> None:
    """Tell that the terms of a way to buy were changed."""
    data: dict[str, Json] = {"fields": ["team"], "variant": row.pk}
    publish(OfferChanged(at=now, data=data, **facts_of_offer(parent, actor)))


def in_team(together: str, wanted: Mapping[int, int], member: int, now: datetime) -> Team | None:
    """Return the team in which an order has a seat, locked: a new one, or the one that is named; None for no team.

    In the transaction of the order, whose variants are locked. Raises NotFound, and as taking a seat does.
    """
    if not together:
        return None
    team = begun(min(wanted), member) if together == NEW else Team.objects.filter(key=together).first()
    if team is None:
        raise NotFound(_("There is no such team."), field="team")
    return seated(team.pk, wanted, member, is_new=together == NEW, now=now)


def begun(variant: int, member: int) -> Team:
    """Make a team by the terms of this moment; its hours begin when somebody has paid. Raises NotForSale."""
    terms = terms_of(Variant.objects.select_related("team_terms").get(pk=variant))
    if terms is None:
        raise NotForSale(_("This is not sold to teams."), field="team")
    facts = {name: getattr(terms, name) for name in LIMITS}
    return Team.objects.create(variant_id=variant, founder_id=member, **facts)


def seated(team: int, wanted: Mapping[int, int], member: int, *, is_new: bool, now: datetime) -> Team:
    """Lock a team that has a seat for a member, who orders one piece.

    Raises NotForSale, Invalid, Conflict, TeamFull.
    """
    row = locked(Team.objects.filter(pk=team))
    taken = seats_taken(row)
    if not is_open(row, now) or not (is_new or taken.exists()):
        raise NotForSale(_("This team is over: begin one of your own."), field="team")
    if dict(wanted) != {row.variant_id: 1}:
        raise Invalid(_("In a team everybody buys one piece."), field="quantity")
    if taken.filter(member=member).exists():
        raise Conflict(_("You are in this team already."), field="team")
    if taken.count() >= row.people:
        raise TeamFull(_("This team is full: begin one of your own."), field="team")
    return row


def is_open(row: Team, now: datetime) -> bool:
    """Tell whether money still counts in a team."""
    return row.state == TeamState.OPEN and (row.ends_at is None or now < row.ends_at)


def refuse_cheaper(team: Team | None, coupon: str, points: int) -> None:
    """Refuse to make cheaper what is cheaper already: everybody in a team pays the same."""
    if team and coupon.strip():
        raise Invalid(_("In a team everybody pays the same: no coupon counts."), field="coupon")
    if team and points:
        raise Invalid(_("In a team everybody pays the same: points pay nothing."), field="points")


def has_seat(order: Order, now: datetime) -> bool:
    """Tell whether money for an order still counts in its team, which is locked: it is open and has a seat for it."""
    if order.team_id is None:
        return True
    row = locked(Team.objects.filter(pk=order.team_id))
    others = seats_taken(row).exclude(pk=order.pk)
    return is_open(row, now) and others.count() < row.people and not others.filter(member=order.member_id).exists()


def refuse_without_seat(order: Order, now: datetime) -> None:
    """Refuse money that comes too late for the team."""
    if not has_seat(order, now):
        raise TeamFull(_("This team is full: begin one of your own."), field="team")
