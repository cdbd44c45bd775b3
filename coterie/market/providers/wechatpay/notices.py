"""What WeChat Pay says of a payment, a refund or a transfer."""

from coterie.market.providers.port import Notice, NoticeKind
from coterie.market.providers.told import Told

STATES: dict[str, NoticeKind] = {
    "SUCCESS": "paid", "REFUND": "paid", "CLOSED": "failed", "REVOKED": "failed", "PAYERROR": "failed",
}  # fmt: skip
"""Of a payment; one that was given back was paid first, its refunds have notices of their own."""
REFUND_STATES: dict[str, NoticeKind] = {"SUCCESS": "refunded", "ABNORMAL": "failed", "CLOSED": "failed"}
YUAN = "CNY"


def of_envelope(envelope: Told, inside: Told) -> Notice:
    """Read a notice of which the inside was opened."""
    event, kind = envelope.text("id"), envelope.text("event_type")
    if kind.startswith("REFUND."):
        return of_refund(envelope, inside, event)
    if kind == "TRANSACTION.SUCCESS":
        return of_payment(inside, event)
    if kind == "MCHTRANSFER.BILL.FINISHED":
        return Notice(
            event=event, kind="transfer", payment=inside.text("out_bill_no"), external=inside.text("transfer_bill_no"),
            amount=inside.whole("transfer_amount"), currency=YUAN, at=envelope.moment("create_time"),
        )  # fmt: skip
    return Notice(
        event=event, kind="other", payment=inside.text("out_trade_no"), external=inside.text("transaction_id"),
        amount=0, currency=YUAN, at=envelope.moment("create_time"),
    )  # fmt: skip


def of_payment(payment: Told, event: str) -> Notice:
    """Read a payment: `total` is what was asked for, of which vouchers may have paid a part."""
    return Notice(
        event=event, kind=STATES.get(payment.text("trade_state"), "other"), payment=payment.text("out_trade_no"),
        external=payment.text("transaction_id"), amount=payment.whole("amount", "total"),
        currency=payment.currency("amount", "currency") or YUAN, at=payment.moment("success_time"),
    )  # fmt: skip


def of_refund(envelope: Told, refund: Told, event: str) -> Notice:
    """Read a refund; only one that succeeded has a time of its own."""
    done = refund.text("success_time")
    return Notice(
        event=event, kind=REFUND_STATES.get(refund.text("refund_status"), "other"),
        payment=refund.text("out_trade_no"), external=refund.text("transaction_id"),
        amount=refund.whole("amount", "refund"), currency=YUAN,
        at=refund.moment("success_time") if done else envelope.moment("create_time"),
        refund=refund.text("out_refund_no") or refund.text("refund_id"),
    )  # fmt: skip
