"""What Stripe's objects say of a payment, whether they were sent or asked for."""

from datetime import datetime

from coterie.market.providers.port import Notice, NoticeKind
from coterie.market.providers.stripe.amounts import from_stripe
from coterie.market.providers.told import Told

ENDED: dict[str, NoticeKind] = {
    "checkout.session.async_payment_succeeded": "paid",
    "checkout.session.async_payment_failed": "failed",
    "checkout.session.expired": "failed",
}
PAID = ("paid", "no_payment_required")
REFUNDS = ("refund.created", "refund.updated", "refund.failed", "charge.refund.updated")
REFUND_KINDS: dict[str, NoticeKind] = {"succeeded": "refunded", "failed": "failed", "canceled": "failed"}


def of_event(event: Told) -> Notice:
    """Read an event of a webhook. Raises Unreadable."""
    kind, of = event.text("type"), event.at("data", "object")
    name, at = event.text("id"), event.seconds("created")
    if kind.startswith("checkout.session."):
        paid: NoticeKind = "paid" if of.text("payment_status") in PAID else "other"
        return of_session(of, name, ENDED.get(kind, paid if kind == "checkout.session.completed" else "other"), at)
    if kind in REFUNDS:
        return of_refund(of, name, at)
    if kind == "charge.refunded":
        return of_charge(of, name, at)
    return of_other(of, name, "disputed" if kind == "charge.dispute.created" else "other", at)


def of_session(session: Told, event: str, kind: NoticeKind, at: datetime) -> Notice:
    """Read a checkout session; the payment itself, once there is one, is what a refund will name."""
    currency = session.currency("currency")
    return Notice(
        event=event, kind=kind, payment=session.text("client_reference_id") or session.text("metadata", "payment"),
        external=name_of(session.at("payment_intent")) or session.text("id"),
        amount=from_stripe(session.whole("amount_total"), currency), currency=currency, at=at,
    )  # fmt: skip


def of_refund(refund: Told, event: str, at: datetime) -> Notice:
    """Read a refund; those made by us carry our numbers, those made on Stripe's pages do not."""
    currency = refund.currency("currency")
    return Notice(
        event=event, kind=REFUND_KINDS.get(refund.text("status"), "other"), payment=refund.text("metadata", "payment"),
        external=name_of(refund.at("payment_intent")) or name_of(refund.at("charge")),
        amount=from_stripe(refund.whole("amount"), currency), currency=currency, at=at,
        refund=refund.text("metadata", "refund") or refund.text("id"),
    )  # fmt: skip


def of_charge(charge: Told, event: str, at: datetime) -> Notice:
    """Read a charge that was given back.

    Newer versions of the API leave the refunds out of it; they tell of each in an event of its own, so that this one
    must not count again.
    """
    currency, latest = charge.currency("currency"), charge.at("refunds", "data", "0")
    return Notice(
        event=event, kind="refunded" if latest.text("id") else "other", payment=charge.text("metadata", "payment"),
        external=name_of(charge.at("payment_intent")) or charge.text("id"),
        amount=from_stripe(latest.whole("amount"), currency), currency=currency, at=at,
        refund=latest.text("metadata", "refund") or latest.text("id"),
        total=from_stripe(charge.whole("amount_refunded"), currency),
    )  # fmt: skip


def of_other(of: Told, event: str, kind: NoticeKind, at: datetime) -> Notice:
    """Read a dispute, or whatever else was sent: it may be about no payment at all."""
    currency = of.currency("currency") if kind == "disputed" else ""
    amount = from_stripe(of.whole("amount"), currency) if kind == "disputed" else 0
    external = name_of(of.at("payment_intent")) or name_of(of.at("charge")) if kind == "disputed" else ""
    payment = of.text("metadata", "payment") if kind == "disputed" else ""
    return Notice(
        event=event, kind=kind, payment=payment, external=external, amount=amount, currency=currency, at=at
    )  # fmt: skip


def of_intent(intent: Told, at: datetime) -> Notice | None:
    """Read a payment that was asked for, with its charge and what Stripe keeps of it."""
    state = intent.text("status")
    if state not in {"succeeded", "canceled"}:
        return None
    currency, name = intent.currency("currency"), intent.text("id")
    kept = intent.at("latest_charge", "balance_transaction")
    # What Stripe keeps is in the currency of the account; in another one than the payment's it cannot be said here.
    fee = from_stripe(kept.whole("fee"), currency) if kept.currency("currency") == currency else 0
    return Notice(
        event=f"look:{name}:{state}", kind="paid" if state == "succeeded" else "failed",
        payment=intent.text("metadata", "payment"), external=name,
        amount=from_stripe(intent.whole("amount_received"), currency), currency=currency, at=at, fee=fee,
    )  # fmt: skip


def name_of(value: Told) -> str:
    """Return the id of something that is given as its id or as a whole."""
    return value.text("id") if isinstance(value.value, dict) else value.text()
