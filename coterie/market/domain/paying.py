"""Paying: a payment is asked for, and when the money is there the order is paid, once."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.errors import Conflict, Invalid
from coterie.kit.json import Json
from coterie.kit.text import clean
from coterie.market.domain.buying import HOLD, cancelled, facts_of, may_see, sum_of, taken
from coterie.market.domain.credit import credit_stands
from coterie.market.domain.escrow import purses_for, wait_for_money
from coterie.market.domain.gift import make_gifts
from coterie.market.domain.grant import grant_for
from coterie.market.domain.held_payment import held_payment
from coterie.market.domain.holding import take_time_again
from coterie.market.domain.plan import plans_paid
from coterie.market.domain.reduction import redo_reduction
from coterie.market.domain.refund import give_back
from coterie.market.domain.team import has_seat, refuse_without_seat
from coterie.market.domain.team_end import paid_in_team
from coterie.market.enums import OrderState, PaymentState
from coterie.market.events import OrderPaid, PaymentAsked, PaymentFailed
from coterie.market.models import Order, OrderLine, Payment
from coterie.market.queries.books import FEES, OWED, STOCK, cash, goods, money_of
from coterie.market.rules import FREE, MANUAL
from coterie.platform.events.log import publish
from coterie.platform.ledger.errors import NotEnough
from coterie.platform.ledger.posting import Purse, book_entry

HOLD_BY_HAND = timedelta(days=3)
"""Transfers and cash take their time."""
LONGEST_OPEN = timedelta(hours=2)
"""How long a provider takes a payment that was asked for; WeChat Pay's codes are good for so long."""
HOLD_AT_PROVIDER = timedelta(minutes=45)
"""Stripe's page is open for half an hour and what is left of ten minutes."""


@transaction.atomic
def ask_payment(*, order: int, provider: str, actor: Actor, now: datetime) -> Payment:
    """Begin to pay an order; one that costs nothing is paid at once. Raises Conflict for one that is not to be paid."""
    row = locked(Order.objects.filter(pk=order))
    if not may_see(row, actor):
        require(actor, Permission.EDIT_OFFERS, row.community_id)
    if row.state != OrderState.PENDING or (row.due_at and row.due_at <= now):
        raise Conflict(_("This order is not waiting for a payment."))
    same = row.payments.filter(provider=provider, state=PaymentState.ASKED).first()
    if same and same.ends_at and same.ends_at <= now:
        fail_payment(payment=same.pk, actor=actor, now=now)
        same = None
    if same and same.is_begun:
        same.asked_at = now
        same.save(update_fields=["asked_at"])
        return same
    if same:
        same.asked_at, same.ends_at = now, held_until(row, provider, now)
        same.save(update_fields=["asked_at", "ends_at"])
        return same
    return first_payment(row, provider, actor, now)


def first_payment(row: Order, provider: str, actor: Actor, now: datetime) -> Payment:
    """Begin to pay an order that nobody else can have in hand, and that was not asked for yet."""
    ends = held_until(row, provider, now)
    facts = {"provider": provider if row.amount else FREE, "amount": row.amount, "asked_at": now}
    asked = Payment.objects.create(order=row, ends_at=ends, **facts)
    data: dict[str, Json] = {"provider": asked.provider, "amount": asked.amount, "currency": row.currency}
    publish(PaymentAsked(at=now, **{**facts_of(row, actor), "subject": asked.pk}, data=data))
    return asked if row.amount else settled(asked, actor, now)


def held_until(row: Order, provider: str, now: datetime) -> datetime | None:
    """Hold what is ordered as long as its payment takes, and return until when a provider would take the payment."""
    hold(row, HOLD_BY_HAND if provider == MANUAL else HOLD_AT_PROVIDER, now)
    return None if provider == MANUAL or not row.amount else min(row.due_at or now, now + LONGEST_OPEN)


def hold(row: Order, longer: timedelta, now: datetime) -> None:
    """Hold what is ordered as long as its payment takes, and however often that is asked no longer than by hand."""
    row.due_at = max(row.due_at or now, min(now + longer, row.placed_at + HOLD + HOLD_BY_HAND))
    row.save(update_fields=["due_at"])


@transaction.atomic
def ask_anew(*, payment: int, actor: Actor, now: datetime) -> Payment:
    """Ask again for a payment that was begun, to be paid another way; money that still comes the first way counts."""
    gone = fail_payment(payment=payment, actor=actor, now=now)
    return ask_payment(order=gone.order_id, provider=gone.provider, actor=actor, now=now)


@transaction.atomic
def confirm_payment(*, payment: int, evidence: str, actor: Actor, now: datetime) -> Payment:
    """Confirm by hand that the money is there, saying what was seen. Raises Conflict for another kind of payment."""
    asked = held_payment(payment)
    require(actor, Permission.EDIT_OFFERS, asked.order.community_id)
    if asked.provider != MANUAL:
        raise Conflict(_("This payment is told by its provider."))
    if not clean(evidence):
        raise Invalid(_("Say what you saw: a number of the transfer, or who took the cash."), field="evidence")
    if asked.state == PaymentState.PAID:
        return asked
    asked.evidence = clean(evidence)[:300]
    return settled(asked, actor, now)


@transaction.atomic
def take_payment(*, payment: int, amount: int, external: str, fee: int = 0, actor: Actor, now: datetime) -> Payment:
    """Take what a provider tells: the money is there; told twice, it changes nothing.

    Raises Conflict when it is another amount.
    """
    asked = held_payment(payment)
    if asked.state == PaymentState.PAID:
        return asked
    if amount != asked.amount:
        raise Conflict(_("Another amount was paid."))
    asked.external, asked.fee = external[:120] or asked.external, fee
    return settled(asked, actor, now)


@transaction.atomic
def fail_payment(*, payment: int, actor: Actor, now: datetime) -> Payment:
    """Note that a payment came to nothing; one that is paid stays paid, and the order waits for another."""
    asked = held_payment(payment)
    if asked.state != PaymentState.ASKED:
        return asked
    asked.state, asked.next_look_at = PaymentState.FAILED, None
    asked.save(update_fields=["state", "next_look_at"])
    wait_for_money(asked.order_id)
    publish(PaymentFailed(at=now, **{**facts_of(asked.order, actor), "subject": asked.pk}))
    return asked


def settled(asked: Payment, actor: Actor, now: datetime) -> Payment:
    """Book a payment; the order is paid by it, unless it is paid or given up already: then the money is owed back."""
    order = asked.order
    asked.state, asked.paid_at, asked.next_look_at = PaymentState.PAID, now, None
    lines = list(order.lines.select_related("variant"))
    if wanted_still(order, lines, actor, now):
        asked.entry = booked(asked, order, lines, purses_for(order, {one.variant.offer_id for one in lines}), now)
        asked.save()
        order_paid(order, lines, actor, now)
    else:
        asked.entry = booked(asked, order, (), {}, now)
        asked.save()
        give_back(asked, {OWED: asked.amount}, "", now)
        if order.state == OrderState.PENDING and order.team_id is None:
            cancelled(order, "late", actor, now)
    return asked


def wanted_still(order: Order, lines: Sequence[OrderLine], actor: Actor, now: datetime) -> bool:
    """Tell whether a payment pays the order; one that was given up takes its pieces anew, where they are there."""
    if not credit_stands(order):
        return False
    if order.state == OrderState.PENDING:
        return has_seat(order, now)
    if order.state != OrderState.CANCELLED or order.payments.filter(state=PaymentState.PAID).exists():
        return False
    try:
        with transaction.atomic():
            taken(order.community_id, {one.variant_id: one.quantity for one in lines}, order.member_id or 0)
            take_time_again(order, now)
            redo_reduction(order, actor, now)
            refuse_without_seat(order, now)
    except (Conflict, NotEnough):
        return False
    return True


def booked(
    asked: Payment, order: Order, lines: Sequence[OrderLine], into: Mapping[int, Purse], now: datetime
) -> int | None:
    """Book the money, the provider's part of it, and what the goods cost us; without lines it is owed back."""
    book, purses = money_of(order.community_id, order.currency), {} if lines else {OWED: -asked.amount}
    for one in lines:
        purse = into[one.variant.offer_id]
        purses[purse] = purses.get(purse, 0) - one.amount
    book_goods(asked, order, lines, now)
    if not asked.amount:
        return None
    entry = book_entry(
        key=f"paid:{asked.key}", kind="sale" if lines else "late", book=book,
        moves={cash(asked.provider): asked.amount, **purses}, at=now, subject=asked.pk,
    )  # fmt: skip
    book_fee(asked, order, now)
    return entry.entry


def book_fee(asked: Payment, order: Order, now: datetime) -> None:
    """Book what the provider kept of a payment, once."""
    if asked.fee:
        kept, book = {cash(asked.provider): -asked.fee, FEES: asked.fee}, money_of(order.community_id, order.currency)
        book_entry(key=f"fee:{asked.key}", kind="fee", book=book, moves=kept, at=now, subject=asked.pk)


def learn_fee(asked: Payment, fee: int, now: datetime) -> bool:
    """Note what a provider kept of a payment that is paid, should that be news; tell whether it was."""
    if asked.fee or fee <= 0:
        return False
    asked.fee = fee
    asked.save(update_fields=["fee"])
    book_fee(asked, asked.order, now)
    return True


def book_goods(asked: Payment, order: Order, lines: Sequence[OrderLine], now: datetime) -> None:
    """Book what the goods of an order cost us."""
    costs: dict[Purse, int] = {}
    for one in lines:
        purse = goods(one.variant.offer_id)
        costs[purse] = costs.get(purse, 0) + one.cost
    if total := sum(costs.values()):
        moves = {**costs, STOCK: -total}
        book = money_of(order.community_id, order.currency)
        book_entry(key=f"goods:{order.key}", kind="goods", book=book, moves=moves, at=now, subject=asked.pk)


def order_paid(order: Order, lines: Sequence[OrderLine], actor: Actor, now: datetime) -> None:
    """Note that an order is paid, and open what it opens."""
    order.state, order.paid_at, order.due_at = OrderState.PAID, now, None
    order.save(update_fields=["state", "paid_at", "due_at"])
    offers = sorted({one.variant.offer_id for one in lines})
    publish(OrderPaid(at=now, **facts_of(order, actor), data={**sum_of(order, order.amount), "offers": offers}))
    if order.is_gift:
        make_gifts(order, lines)
        return
    if order.team_id is not None:
        paid_in_team(order, actor, now)
        return
    grant_for(order, lines, actor, now)
    plans_paid(order, lines, actor, now)
