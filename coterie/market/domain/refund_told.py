"""Refunds as providers tell of them: those that we asked for, and those that somebody made on the provider's pages."""

from datetime import datetime

from django.db import transaction
from django.db.models import F, Q, Sum

from coterie.kit.actor import Actor
from coterie.kit.db.rows import lock
from coterie.kit.errors import Conflict
from coterie.market.domain.refund import became, refund_order, settle_refund
from coterie.market.enums import NoticeOutcome, NoticeWhy, RefundState
from coterie.market.models import Payment, ProviderNotice, Refund
from coterie.market.queries.sold import payment_of
from coterie.market.rules import split_by_weight

Became = tuple[NoticeOutcome, str]
"""What became of a notice, and why."""


def refund_called(name: str, paid: Payment) -> Refund | None:
    """Return the refund of a payment that goes by our key or by the provider's."""
    rows = lock(Refund.objects.filter(payment=paid))
    return rows.filter(Q(key=name) | Q(external=name[:120])).first() if name else None


def refund_made_there(row: ProviderNotice, paid: Payment, actor: Actor, now: datetime) -> Became:
    """Note that money is back; book it where it was not we who asked for it.

    Where we asked in vain for as much, somebody gave it back by hand: it is in the books already.
    """
    known = refund_called(row.refund, paid)
    if known:
        if known.state == RefundState.DONE or failed_there(row):
            return NoticeOutcome.DUPLICATE, ""
        settle_refund(refund=known.pk, actor=actor, now=now)
        return NoticeOutcome.DONE, ""
    if not row.amount and paid.refunds.filter(state=RefundState.ASKED).exists():
        return NoticeOutcome.WAITING, ""
    amount = row.amount or row.total - given_back(row, paid)
    if amount <= 0:
        return NoticeOutcome.DUPLICATE, ""
    if (failed := paid.refunds.filter(state=RefundState.FAILED, amount=amount).order_by("pk").first()) is not None:
        settle_refund(refund=failed.pk, external=name_of(row), actor=actor, now=now)
        return NoticeOutcome.DONE, ""
    return booked_back(row, paid, amount, actor, now)


def name_of(row: ProviderNotice) -> str:
    """Return what a refund is called there, or what sum of refunds it made."""
    return row.refund or f"sum-{row.total}"


def failed_there(row: ProviderNotice) -> bool:
    """Tell whether the provider said of this refund that it failed, before or after: then somebody looks."""
    return row.account.notices.filter(kind="failed", refund=row.refund, outcome=NoticeOutcome.TROUBLE).exists()


def given_back(row: ProviderNotice, paid: Payment) -> int:
    """Return what a sum of refunds holds that is in the books; of ours, what was back when the sum was told."""
    ours = Q(external="") | Q(external=F("key"))
    rows = Refund.objects.filter(payment=paid, state=RefundState.DONE)
    rows = rows.exclude(ours & Q(settled_at__gt=row.told_at))
    return int(rows.aggregate(n=Sum("amount", default=0))["n"])


def booked_back(row: ProviderNotice, paid: Payment, amount: int, actor: Actor, now: datetime) -> Became:
    """Book what somebody gave back on the provider's pages, by the lines' parts of what is left."""
    order = paid.order
    order.refresh_from_db()
    sale, left = payment_of(order), order.amount - order.refunded
    if sale is None or sale.pk != paid.pk or amount > left:
        return NoticeOutcome.TROUBLE, NoticeWhy.TOO_MUCH
    lines = list(order.lines.order_by("pk"))
    split = split_by_weight(amount, [one.amount - one.refunded for one in lines])
    parts = None if amount == left else {one.pk: part for one, part in zip(lines, split, strict=True) if part}
    try:
        with transaction.atomic():
            refund_order(order=order.pk, parts=parts, external=name_of(row), actor=actor, now=now)
    except Conflict:
        return NoticeOutcome.TROUBLE, NoticeWhy.TOO_MUCH
    return NoticeOutcome.DONE, ""


def refund_failed_there(name: str, paid: Payment, actor: Actor, now: datetime) -> bool:
    """Note that the provider could not give money back, even if it said so before; tell whether it is known here."""
    row = refund_called(name, paid)
    if row is None:
        return False
    if row.state != RefundState.FAILED:
        became(row, RefundState.FAILED, str(NoticeWhy.NOT_BACK.label), actor, now)
    return True
