"""Giving money back: whole, in part, by line; never more than was paid, and access goes with the last of it."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.db.rows import lock, locked
from coterie.kit.errors import Conflict, Invalid
from coterie.kit.ids import new_key
from coterie.kit.text import clean
from coterie.market.domain.bundle import with_parts
from coterie.market.domain.buying import facts_of, put_back, sum_of
from coterie.market.domain.escrow import bring_back_to_escrow, purses_of_sale
from coterie.market.domain.gift import void_gifts
from coterie.market.domain.grant import end_grants
from coterie.market.domain.holding import free_places
from coterie.market.domain.plan import turn_given_back
from coterie.market.domain.reduction import return_points
from coterie.market.enums import OrderState, RefundState
from coterie.market.errors import TooMuchBack
from coterie.market.events import OrderRefunded, RefundAsked, RefundSettled
from coterie.market.models import Order, OrderLine, Payment, Refund, RefundPart
from coterie.market.queries.books import STOCK, cash, goods
from coterie.market.queries.sold import payment_of
from coterie.market.rules import MANUAL, state_after_refund
from coterie.platform.events.log import publish
from coterie.platform.ledger.posting import Purse, reverse_entry
from coterie.platform.ledger.reading import entry_called

SYSTEM = Actor.of_system()
Parts = Mapping[int, int]
"""How much, or how many, by line."""


@transaction.atomic
def refund_order(
    *, order: int, parts: Parts | None = None, pieces: Parts | None = None, reason: str = "", external: str = "",
    actor: Actor, now: datetime,
) -> Refund:  # fmt: skip
    """Give money of a paid order back: `parts` by line, all that is left without; `pieces` came back with it.

    With `external` it is back already: somebody gave it back on the provider's own pages.

    Raises TooMuchBack, Conflict for what was never paid, Invalid for nothing.
    """
    row = locked(Order.objects.filter(pk=order))
    require(actor, Permission.EDIT_OFFERS, row.community_id)
    paid = payment_of(row)
    if paid is None or row.paid_at is None:
        raise Conflict(_("Nothing was paid."))
    lines = list(lock(OrderLine.objects.filter(order=row).order_by("pk")).select_related("variant"))
    wanted = {one.pk: one.amount - one.refunded for one in lines} if parts is None else dict(parts)
    back = {one.pk: one.quantity - one.returned for one in lines} if parts is None else dict(pieces or {})
    refuse_too_much(lines, wanted, back)
    # variants and times before purses, as whoever pays late takes them
    put_back({one.variant_id: back[one.pk] for one in lines if back.get(one.pk)})
    free_places(places_of(lines, wanted, back), now)
    made = give_back(paid, shares_of(lines, wanted, paid, now), clean(reason)[:300], now, external=external)
    write_parts(made, lines, wanted, back)
    take_cost_back(made, lines, back, now)
    give_up(row, lines, actor, now)
    void_gifts(lines, back, now)
    amount = sum(wanted.values())
    row.refunded += amount
    row.state = state_after_refund(row.amount, row.refunded)
    row.save(update_fields=["refunded", "state"])
    if row.state == OrderState.REFUNDED:
        return_points(row, actor, now)
    publish(OrderRefunded(at=now, **facts_of(row, actor), data=sum_of(row, amount)))
    return made


def refuse_too_much(lines: Sequence[OrderLine], wanted: Parts, back: Parts) -> None:
    """Refuse more than is left of a line, lines of other orders, and nothing at all."""
    known = {one.pk: one for one in lines}
    if {*wanted, *back} - {*known}:
        raise Invalid(_("This order has no such line."), field="parts")
    for pk, amount in wanted.items():
        if not 0 <= amount <= known[pk].amount - known[pk].refunded:
            raise TooMuchBack(_("More would be given back than was paid."), field="parts")
    for pk, count in back.items():
        if not 0 <= count <= known[pk].quantity - known[pk].returned:
            raise TooMuchBack(_("More would come back than was bought."), field="pieces")
    if not sum(wanted.values()):
        raise Invalid(_("Say how much is given back."), field="parts")


def places_of(lines: Sequence[OrderLine], wanted: Parts, back: Parts) -> dict[int, int]:
    """Return how many places of each line are free again: all of a line of which all is given back."""
    whole = {one.pk for one in lines if one.amount and one.refunded + wanted.get(one.pk, 0) == one.amount}
    return {one.pk: one.quantity if one.pk in whole else back.get(one.pk, 0) for one in lines}


def shares_of(lines: Sequence[OrderLine], wanted: Parts, paid: Payment, now: datetime) -> dict[Purse, int]:
    """Return from which purses the money comes: those into which it went."""
    purses = purses_of_sale(paid.entry or 0, {one.variant.offer_id for one in lines})
    share: dict[Purse, int] = {}
    for one in lines:
        purse = purses[one.variant.offer_id]
        share[purse] = share.get(purse, 0) + wanted.get(one.pk, 0)
    bring_back_to_escrow(share, now)
    return share


def write_parts(row: Refund, lines: Sequence[OrderLine], wanted: Parts, back: Parts) -> None:
    """Write down what of a refund belongs to which line."""
    for one in lines:
        amount, pieces = wanted.get(one.pk, 0), back.get(one.pk, 0)
        if amount or pieces:
            RefundPart.objects.create(refund=row, line=one, amount=amount, pieces=pieces)
            one.refunded, one.returned = one.refunded + amount, one.returned + pieces
            one.save(update_fields=["refunded", "returned"])


def give_back(paid: Payment, share: Mapping[Purse, int], reason: str, now: datetime, *, external: str = "") -> Refund:
    """Book money that goes back the way it came; what staff saw coming it gives back by hand, at once."""
    key, amount = new_key(), sum(share.values())
    shares = {**share, cash(paid.provider): amount}
    entry = reverse_entry(entry=paid.entry or 0, key=f"refund:{key}", kind="refund", at=now, share=shares)
    done = paid.provider == MANUAL or bool(external)
    made = Refund.objects.create(
        key=key, payment=paid, amount=amount, reason=reason, at=now, entry=entry.entry, external=external[:120],
        state=RefundState.DONE if done else RefundState.ASKED, settled_at=now if done else None,
    )  # fmt: skip
    if not done:
        publish(RefundAsked(at=now, **{**facts_of(paid.order, SYSTEM), "subject": made.pk}))
    return made


def take_cost_back(row: Refund, lines: Sequence[OrderLine], back: Parts, now: datetime) -> None:
    """Take the cost of what came back out of the books."""
    costs: dict[Purse, int] = {}
    for one in lines:
        if part := one.cost * back.get(one.pk, 0) // one.quantity:
            purse = goods(one.variant.offer_id)
            costs[purse] = costs.get(purse, 0) + part
    if costs:
        share = {**costs, STOCK: sum(costs.values())}
        sale = entry_called(f"goods:{row.payment.order.key}")
        reverse_entry(entry=sale, key=f"goods-back:{row.key}", kind="goods_back", at=now, share=share)


def give_up(order: Order, lines: Sequence[OrderLine], actor: Actor, now: datetime) -> None:
    """End what the lines opened of which all is given back, be it money or pieces; a bundle with what is in it."""
    over = with_parts(lines, {one.variant_id for one in lines if is_over(one)})
    for one in lines:
        if one.variant_id in over:
            end_grants(source=f"line:{one.pk}", community=order.community_id, actor=actor, now=now)
            turn_given_back(one, actor, now)


def is_over(one: OrderLine) -> bool:
    """Tell whether all of a line is given back."""
    return one.refunded == one.amount and (bool(one.amount) or one.returned == one.quantity)


@transaction.atomic
def settle_refund(*, refund: int, external: str = "", why_not: str = "", actor: Actor, now: datetime) -> Refund:
    """Note that the money is back, or why it could not be given back; what is done stays done."""
    row = locked(Refund.objects.select_related("payment__order").filter(pk=refund))
    if row.state != RefundState.DONE:
        row.external = external[:120] or row.external
        became(row, RefundState.FAILED if why_not else RefundState.DONE, why_not, actor, now)
    return row


def became(row: Refund, state: RefundState, why_not: str, actor: Actor, now: datetime) -> None:
    """Write down what became of a refund that is locked, and tell it."""
    row.state, row.why_not, row.settled_at = state, why_not[:300], now
    row.save(update_fields=["state", "external", "why_not", "settled_at"])
    facts = {**facts_of(row.payment.order, actor), "subject": row.pk}
    publish(RefundSettled(at=now, data={"state": row.state}, **facts))
