"""What providers tell, in any order, late or twice: each event counts once, and all of them come to the same.

A notice is written down and acted upon in one transaction: whoever dies in between is told again.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from coterie.kit.actor import Actor
from coterie.kit.db.rows import lock
from coterie.kit.json import Json
from coterie.market.domain.buying import facts_of
from coterie.market.domain.held_payment import held_payment
from coterie.market.domain.paying import fail_payment, learn_fee, take_payment
from coterie.market.domain.refund_told import Became, refund_failed_there, refund_made_there
from coterie.market.enums import Happening, NoticeOutcome, NoticeWhy, PaymentState
from coterie.market.events import NoticeTaken, TransferTold
from coterie.market.models import Payment, ProviderAccount, ProviderNotice
from coterie.market.providers.catalogue import is_provisional
from coterie.market.providers.port import Notice
from coterie.platform.events.log import publish

DONE, DUPLICATE, WAITING = NoticeOutcome.DONE, NoticeOutcome.DUPLICATE, NoticeOutcome.WAITING
UNKNOWN, REFUSED, TROUBLE = NoticeOutcome.UNKNOWN, NoticeOutcome.REFUSED, NoticeOutcome.TROUBLE


@transaction.atomic
def take_notice(*, account: int, notice: Notice, digest: str = "", actor: Actor, now: datetime) -> ProviderNotice:
    """Take what a provider told that was proved to be the provider; told again, it changes nothing."""
    facts = {
        "kind": notice.kind, "named": notice.payment, "external": notice.external, "refund": notice.refund,
        "amount": notice.amount, "total": notice.total, "fee": notice.fee, "currency": notice.currency,
        "told_at": notice.at, "outcome": UNKNOWN, "digest": digest, "received_at": now,
    }  # fmt: skip
    row, fresh = entered(account, notice.event, facts)
    if fresh and row.kind == Happening.TRANSFER:
        transfer_told(row, actor, now)
    elif fresh:
        settle_notice(row, actor, now)
    else:
        ProviderNotice.objects.filter(pk=row.pk).update(times=F("times") + 1)
    return row


def entered(account: int, event: str, facts: dict[str, Any]) -> tuple[ProviderNotice, bool]:
    """Write an event down, and tell whether it is new; who comes at the same moment waits until that is known."""
    return ProviderNotice.objects.get_or_create(account_id=account, event=event, defaults=facts)


def settle_notice(row: ProviderNotice, actor: Actor, now: datetime) -> None:
    """Act upon a notice, and write down what became of it."""
    asked = payment_told(row)
    if asked is None:
        row.outcome, row.why = (DONE, "") if row.kind == "other" else (UNKNOWN, "")
    elif asked.order.community_id != row.account.community_id:
        row.outcome, row.why = REFUSED, NoticeWhy.ELSEWHERE
    else:
        row.payment = asked
        row.outcome, row.why = ACTS[row.kind](row, asked, actor, now)
    row.save(update_fields=["payment", "outcome", "why"])
    if row.payment and row.outcome in (DONE, TROUBLE):
        told(row, row.payment, actor, now)
    if row.payment and row.kind == "paid":
        retry_waiting(row.account, row.payment, actor, now)


def transfer_told(row: ProviderNotice, actor: Actor, now: datetime) -> None:
    """Tell that money which was sent came to its end; whoever sent it asks how."""
    row.outcome = DONE
    row.save(update_fields=["outcome"])
    data: dict[str, Json] = {"provider": row.account.provider, "mark": row.named}
    who = {"community": row.account.community_id, "actor": actor.account}
    publish(TransferTold(at=now, subject=row.pk, data=data, **who))


def payment_told(row: ProviderNotice) -> Payment | None:
    """Return which payment a notice is about, with its order locked before it, as whoever pays or gives back does."""
    rows = Payment.objects.filter(provider=row.account.provider)
    found = rows.filter(key=row.named).values_list("pk", flat=True).first() if row.named else None
    if found is None and row.external:
        found = rows.filter(external=row.external).values_list("pk", flat=True).first()
    if found is None:
        return None
    return held_payment(found)


def paid(row: ProviderNotice, asked: Payment, actor: Actor, now: datetime) -> Became:
    """The money is there."""
    if (row.amount, row.currency) != (asked.amount, asked.order.currency):
        return TROUBLE, NoticeWhy.AMOUNT
    if asked.state != PaymentState.PAID:
        row.payment = take_payment(
            payment=asked.pk, amount=row.amount, external=row.external, fee=row.fee, actor=actor, now=now
        )  # fmt: skip
        return DONE, ""
    if row.external and row.external != asked.external:
        if asked.external and not is_provisional(asked.provider, asked.external):
            return TROUBLE, NoticeWhy.TWICE
        asked.external = row.external[:120]
        asked.save(update_fields=["external"])
    return (DONE if learn_fee(asked, row.fee, now) else DUPLICATE), ""


def failed(row: ProviderNotice, asked: Payment, actor: Actor, now: datetime) -> Became:
    """A payment came to nothing; or a refund, where one is named."""
    if row.refund:
        return TROUBLE if refund_failed_there(row.refund, asked, actor, now) else WAITING, NoticeWhy.NOT_BACK
    if asked.state != PaymentState.ASKED:
        return DUPLICATE, ""
    fail_payment(payment=asked.pk, actor=actor, now=now)
    return DONE, ""


def refunded(row: ProviderNotice, asked: Payment, actor: Actor, now: datetime) -> Became:
    """Money is back with the buyer, because we asked for it or by somebody on the provider's own pages."""
    if asked.state != PaymentState.PAID:
        return WAITING, ""
    became = refund_made_there(row, asked, actor, now)
    if became[0] == DONE:
        late = row.account.notices.filter(kind="failed", refund=row.refund, outcome=WAITING).exclude(pk=row.pk)
        for one in late:
            settle_notice(one, actor, now)
    return became


def disputed(_row: ProviderNotice, _asked: Payment, _actor: Actor, _now: datetime) -> Became:
    """The buyer's bank wants to know; somebody has to answer it at the provider."""
    return TROUBLE, NoticeWhy.DISPUTED


def other(_row: ProviderNotice, _asked: Payment, _actor: Actor, _now: datetime) -> Became:
    """Nothing that matters here."""
    return DONE, ""


ACTS: dict[str, Callable[[ProviderNotice, Payment, Actor, datetime], Became]] = {
    "paid": paid, "failed": failed, "refunded": refunded, "disputed": disputed, "other": other,
}  # fmt: skip


def retry_waiting(account: ProviderAccount, asked: Payment, actor: Actor, now: datetime) -> None:
    """Act upon what was told of a payment before its time."""
    rows = lock(account.notices.filter(outcome__in=(WAITING, UNKNOWN)).order_by("told_at", "pk"))
    known = list(rows.filter(named=asked.key)) + list(rows.filter(external=asked.external).exclude(external=""))
    for row in {one.pk: one for one in known if one.kind != "paid"}.values():
        settle_notice(row, actor, now)


def told(row: ProviderNotice, asked: Payment, actor: Actor, now: datetime) -> None:
    """Tell that a provider told something that counts."""
    data: dict[str, Json] = {"provider": asked.provider, "kind": row.kind, "outcome": row.outcome}
    publish(NoticeTaken(at=now, data=data, **{**facts_of(asked.order, actor), "subject": asked.pk}))
