"""Ordering: what is wanted is held for whoever wants it, for a while, and never more than there is."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import transaction
from django.db.models import F, Sum
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import may, require
from coterie.communities.queries.communities import currency_of
from coterie.kit.actor import Actor
from coterie.kit.bounds import refuse_beyond
from coterie.kit.db.prepared import Prepared
from coterie.kit.db.rows import lock, locked
from coterie.kit.errors import Conflict, Invalid, NotFound
from coterie.kit.ids import new_key
from coterie.kit.text import clean
from coterie.market.domain.bundle import Inside, unpacked
from coterie.market.domain.customer import member_as_customer
from coterie.market.domain.holding import free_places, hold_time
from coterie.market.domain.reduction import reduce_order, undo_reduction
from coterie.market.domain.team import in_team, refuse_cheaper
from coterie.market.enums import KnownBy, LadderState, OfferState, OrderState, Period
from coterie.market.errors import NotForSale, SoldOut
from coterie.market.events import OrderCancelled, OrderPlaced
from coterie.market.models import Benefit, Order, OrderLine, PlanTerms, ShownTo, Team, Variant
from coterie.market.queries.offers import called
from coterie.members.queries.members import active_member, member_of
from coterie.platform.events.log import publish

SHOP = "shop"
"""The source of our own orders."""
HOLD = timedelta(minutes=30)
MOST_PIECES, MOST_LINES = 1000, 20
LONGEST_DAYS = 36_600
DAYS_OF = {Period.DAYS: 1, Period.MONTHS: 31, Period.YEARS: 366}

ON_SALE = (OfferState.OPEN, OfferState.HIDDEN)

Wanted = Mapping[int, int]
"""How many of each variant."""


class Buyer(NamedTuple):
    """A member who buys."""

    member: int
    key: str


@transaction.atomic
def place_order(
    *, community: int, wanted: Wanted, member: int | None = None, address: str = "", invoice: str = "",
    channel: int | None = None, coupon: str = "", points: int = 0, time: int | None = None, team: str = "",
    once: str = "", actor: Actor, now: datetime,
) -> Order:  # fmt: skip
    """Order, and hold what is wanted until it is paid or the time is over; staff may order for a `member`.

    A coupon and points make it cheaper, and so does a `team`, by key or `new`; a service is booked for a `time`.
    Raises SoldOut, NotForSale, TeamFull, CouponRefused, NotEnough, Conflict beyond what one member can have, Invalid,
    NotFound.
    """
    buyer, inside = buyer_of(community, member, actor), unpacked(wanted)
    refuse_other_size(wanted, buyer.member)
    customer = member_as_customer(community, *buyer)
    pieces = {**wanted, **{one.variant: one.quantity for one in inside}}
    rows = taken(community, pieces, buyer.member)
    refuse_too_long(rows, pieces)
    joined = in_team(team, wanted, buyer.member, now)
    refuse_cheaper(joined, coupon, points)
    refuse_without_address(rows, address)
    order = Order(
        key=new_key(), community_id=community, member_id=buyer.member, source=SHOP, placed_at=now,
        currency=currency_of(community), customer=customer,
        state=OrderState.PENDING, due_at=now + HOLD,
        channel=channel, team=joined, amount=sum(each(row, joined) * wanted.get(row.pk, 0) for row in rows),
        address=clean(address)[:400], invoice=clean(invoice)[:200], once=once,
    )  # fmt: skip
    order.number = order.key
    order.save(force_insert=True)
    lines = lines_of(order, rows, wanted, inside)
    reduce_order(order=order, lines=lines, coupon=coupon, points=points, actor=actor, now=now)
    OrderLine.objects.bulk_create(lines)
    hold_time(order, lines, time, now)
    offers = sorted({row.offer_id for row in rows})
    publish(OrderPlaced(at=now, **facts_of(order, actor), data={**sum_of(order, order.amount), "offers": offers}))
    return order


def buyer_of(community: int, member: int | None, actor: Actor) -> Buyer:
    """Return who buys: the actor, or the member for whom staff buys."""
    if member is None:
        own = member_of(actor, community)
    else:
        require(actor, Permission.EDIT_OFFERS, community)
        own = active_member(member)
    if own is None or own.community_id != community:
        raise NotFound(_("There is no such member."))
    return Buyer(own.pk, own.key)


OTHER_SIZE = Prepared(
    lambda variant, member: ShownTo.objects.filter(
        ladder__state=LadderState.RUNNING, ladder__rungs__offer__variants=variant,
        known_by=KnownBy.MEMBER, number=member,
    ).exclude(showing__rung__offer__variants=variant).values_list("pk"),
    int, int,
)  # fmt: skip


def refuse_other_size(wanted: Wanted, member: int) -> None:
    """Refuse who was shown one size of a running test another one: nobody is to have two prices."""
    if any(OTHER_SIZE(variant, member) for variant in wanted):
        raise NotForSale(_("This is not for sale now."))


def taken(community: int, wanted: Wanted, member: int) -> list[Variant]:
    """Take what is wanted away from what is left; variants are locked in one order, so nobody waits in a circle."""
    refuse_beyond({"quantity": (1, MOST_LINES)}, {"quantity": len(wanted)})
    rows = list(lock(Variant.objects.filter(pk__in=wanted).order_by("pk")).select_related("offer"))
    if len(rows) != len(wanted) or any(row.offer.community_id != community for row in rows):
        raise NotFound(_("There is no such offer."))
    for row in rows:
        refuse_beyond({"quantity": (1, MOST_PIECES)}, {"quantity": wanted[row.pk]})
        if row.closed_at or row.offer.state not in ON_SALE:
            raise NotForSale(_("This is not for sale now."))
        refuse_beyond_share(row, wanted[row.pk], member)
        take(row, wanted[row.pk])
    return rows


def refuse_too_long(rows: Sequence[Variant], wanted: Wanted) -> None:
    """Refuse pieces of what opens something for a time that are more than a hundred years together."""
    several = {row.pk: row.offer_id for row in rows if wanted.get(row.pk, 1) > 1}
    if not several:
        return
    opened = Benefit.objects.filter(offer__in=several.values(), days__isnull=False).values_list("offer", "days")
    most = {offer: max(days or 0 for other, days in opened if other == offer) for offer, _days in opened}
    turns = PlanTerms.objects.filter(variant__in=several).values_list("variant", "period", "count")
    lasts = {variant: DAYS_OF[Period(period)] * count for variant, period, count in turns}
    for variant, offer in several.items():
        if wanted[variant] * max(most.get(offer, 0), lasts.get(variant, 0)) > LONGEST_DAYS:
            raise Invalid(_("Several pieces may last a hundred years together."), field="quantity")


def refuse_beyond_share(row: Variant, quantity: int, member: int) -> None:
    """Refuse more than one member can have."""
    if row.most_each is None:
        return
    live = OrderLine.objects.filter(variant=row, order__member=member).exclude(order__state=OrderState.CANCELLED)
    had = live.aggregate(n=Sum(F("quantity") - F("returned"), default=0))["n"]
    if had + quantity > row.most_each:
        raise Conflict(_("That is more than one can have of it."), field="quantity")


def take(row: Variant, quantity: int) -> None:
    """Take some away. Raises SoldOut when fewer are left."""
    if row.left is None:
        return
    if row.left < quantity:
        raise SoldOut(_("So many are not left."), field="quantity")
    row.left -= quantity
    row.save(update_fields=["left"])


def put_back(pieces: Mapping[int, int]) -> None:
    """Put pieces back to what is left."""
    for row in lock(Variant.objects.filter(pk__in=pieces, left__isnull=False).order_by("pk")):
        Variant.objects.filter(pk=row.pk).update(left=F("left") + pieces[row.pk])


def refuse_without_address(rows: Iterable[Variant], address: str) -> None:
    """Refuse to send something to nowhere."""
    if not clean(address) and any(row.offer.with_address for row in rows):
        raise Invalid(_("Say where it is to be sent."), field="address")


def lines_of(order: Order, rows: Sequence[Variant], wanted: Wanted, inside: Sequence[Inside]) -> list[OrderLine]:
    """Return the lines of an order, with the words and prices of this moment; those of a bundle follow it."""
    known, lines = {row.pk: row for row in rows}, []
    for variant, quantity in wanted.items():
        parts = [one for one in inside if one.bundle == variant]
        lines.append(line_of(order, known[variant], quantity, each(known[variant], order.team)))
        lines[-1].cost += sum(known[one.variant].cost * one.quantity for one in parts)
        lines += [line_of(order, known[one.variant], one.quantity, 0, bundle=variant) for one in parts]
    return lines


def each(row: Variant, team: Team | None) -> int:
    """Return what one piece costs."""
    return team.price if team else row.price


def line_of(order: Order, row: Variant, quantity: int, price: int, bundle: int | None = None) -> OrderLine:
    """Return a line of an order; what comes in a bundle costs nothing of its own."""
    return OrderLine(
        order=order, variant=row, title=called(row), price=price, quantity=quantity, amount=price * quantity,
        cost=0 if bundle else row.cost * quantity, bundle_id=bundle,
    )  # fmt: skip


@transaction.atomic
def cancel_order(*, order: int, actor: Actor, now: datetime) -> Order:
    """Give up an order that is not paid; what was held is free again. Raises Conflict for one that is paid."""
    row = locked(Order.objects.filter(pk=order, source=SHOP))
    own = row.member_id is not None and (mine := member_of(actor, row.community_id)) and mine.pk == row.member_id
    if not own:
        require(actor, Permission.EDIT_OFFERS, row.community_id)
    if row.state == OrderState.CANCELLED:
        return row
    if row.state != OrderState.PENDING:
        raise Conflict(_("It is paid already."))
    return cancelled(row, "buyer" if own else "staff", actor, now)


def cancelled(row: Order, why: str, actor: Actor, now: datetime) -> Order:
    """Cancel an order that is locked."""
    put_back(dict(row.lines.values_list("variant", "quantity")))
    free_places(dict(row.lines.values_list("pk", "quantity")), now)
    row.state, row.once = OrderState.CANCELLED, ""
    row.save(update_fields=["state", "once"])
    undo_reduction(row, actor, now)
    publish(OrderCancelled(at=now, data={"why": why}, **facts_of(row, actor)))
    return row


def cancel_due(*, actor: Actor, now: datetime) -> int:
    """Give up orders whose time is over without a payment; return how many."""
    due = Order.objects.filter(state=OrderState.PENDING, due_at__lte=now)
    rows = list(due.order_by("due_at", "id").values_list("pk", flat=True))
    for order in rows:
        give_up_late(order=order, actor=actor, now=now)
    return len(rows)


@transaction.atomic
def give_up_late(*, order: int, actor: Actor, now: datetime) -> None:
    """Give up one order whose time is over, unless it was paid meanwhile."""
    row = locked(Order.objects.filter(pk=order))
    if row.state == OrderState.PENDING and row.due_at and row.due_at <= now:
        cancelled(row, "late", actor, now)


def facts_of(row: Order, actor: Actor) -> dict[str, Any]:
    """Return what every event of an order of ours names."""
    facts = {"community": row.community_id, "actor": actor.account, "subject": row.pk, "order": row.pk}
    return {**facts, "member": row.member_id, "channel": row.channel}


def sum_of(row: Order, amount: int) -> dict[str, Any]:
    """Return the figures of an order's event."""
    return {"amount": amount, "currency": row.currency, "customer": row.customer_id}


def may_see(row: Order, actor: Actor) -> bool:
    """Tell whether an order is the actor's business."""
    mine = member_of(actor, row.community_id)
    return (mine is not None and mine.pk == row.member_id) or may(actor, Permission.EDIT_OFFERS, row.community_id)
