"""Checking out: coming in, ordering and asking for the payment, in one step."""

import hashlib
from datetime import datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.kit.actor import Actor
from coterie.kit.db.prepared import PreparedObjects
from coterie.kit.db.rows import lock_name
from coterie.kit.errors import Invalid
from coterie.market.domain.buying import Wanted, place_order
from coterie.market.domain.entry import Entry, come_in
from coterie.market.domain.holding import with_times
from coterie.market.domain.paying import first_payment
from coterie.market.enums import OfferKind
from coterie.market.errors import SoldOut
from coterie.market.models import Order, Variant
from coterie.market.queries.ways import is_way


def check_out(
    *, community: int, wanted: Wanted, way: str, entry: Entry | None = None, is_gift: bool = False, address: str = "",
    invoice: str = "", channel: int | None = None, coupon: str = "", points: int = 0, time: int | None = None,
    team: str = "", once: str = "", actor: Actor, now: datetime,
) -> Order:  # fmt: skip
    """Order for oneself and ask for the payment; who is no member becomes one. All of it happens, or nothing.

    Whoever sends one form twice, with the same `once` and for the same, has ordered once.

    Raises what ordering raises, Invalid without a yes to the rules, Conflict for somebody who was removed.
    """
    once = mark_of(once, wanted, time, team)
    if same := ordered_already(once, actor):
        return same
    refuse_sold_out(wanted)
    if not is_way(community, way):
        raise Invalid(_("Choose how to pay."), field="way")
    if is_gift:
        refuse_as_gift(wanted, team)
    return checked_out(
        community=community, wanted=wanted, way=way, entry=entry, is_gift=is_gift, once=once, actor=actor, now=now,
        facts={
            "address": address, "invoice": invoice, "channel": channel, "coupon": coupon, "points": points,
            "time": time, "team": team,
        },
    )  # fmt: skip


def refuse_as_gift(wanted: Wanted, team: str) -> None:
    """Refuse to give away what is bound to its buyer: a plan, a time that is booked, and a seat in a team."""
    if team:
        raise Invalid(_("In a team everybody buys for themselves."), field="is_gift")
    rows = Variant.objects.filter(pk__in=wanted).select_related("offer")
    if any(row.offer.kind == OfferKind.PLAN for row in rows):
        raise Invalid(_("A plan is its member's own and cannot be given away."), field="is_gift")
    if with_times(rows):
        raise Invalid(_("A time is booked for oneself and cannot be given away."), field="is_gift")


COUNTED = PreparedObjects(Variant, lambda pk: Variant.objects.filter(pk=pk, left__isnull=False), int)


def refuse_sold_out(wanted: Wanted) -> None:
    """Tell most who come to a rush that nothing is left, without letting them wait for those who buy."""
    if any(row.left is not None and row.left < quantity for pk, quantity in wanted.items() for row in COUNTED(pk)):
        raise SoldOut(_("So many are not left."), field="quantity")


def mark_of(once: str, wanted: Wanted, time: int | None, team: str) -> str:
    """Return the mark of what is ordered with a form: who goes back and orders something else orders anew."""
    return hashlib.sha256(repr((once, sorted(wanted.items()), time, team)).encode()).hexdigest()[:24] if once else ""


def ordered_already(once: str, actor: Actor) -> Order | None:
    """Return what the actor ordered with this form, unless it came to nothing."""
    if not once or actor.account is None:
        return None
    return Order.objects.filter(once=once, member__account=actor.account).first()


@transaction.atomic
def checked_out(
    *, community: int, wanted: Wanted, way: str, entry: Entry | None, is_gift: bool, once: str, facts: dict[str, Any],
    actor: Actor, now: datetime,
) -> Order:  # fmt: skip
    """Come in, order and ask for the payment, all of it or nothing."""
    come_in(community, entry, actor, now)
    if once:
        lock_name(f"order:{once}")
        if same := ordered_already(once, actor):
            return same
    order = place_order(community=community, wanted=wanted, once=once, **facts, actor=actor, now=now)
    if is_gift:
        order.is_gift = True
        order.save(update_fields=["is_gift"])
    first_payment(order, way, actor, now)
    return order


class Cost(NamedTuple):
    """What an order would cost, and why; points in the money that they are worth."""

    price: int
    discount: int
    points: int
    amount: int


def what_it_costs(**facts: Any) -> Cost:
    """Say what an order would cost, by placing it and taking it back. Takes and raises what `check_out` does."""
    with transaction.atomic():
        order = check_out(**facts)
        price = sum(one.price * one.quantity for one in order.lines.all())
        transaction.set_rollback(True)
    return Cost(price, order.discount, price - order.discount - order.amount, order.amount)
