"""What Alipay says of a payment: amounts are in yuan, moments in Beijing's time."""

from collections.abc import Callable, Mapping
from datetime import datetime

from coterie.kit.errors import Invalid
from coterie.kit.money import parse
from coterie.market.providers.beijing import from_beijing
from coterie.market.providers.port import Notice, NoticeKind, Unreadable
from coterie.market.providers.told import LONGEST, NO_SENSE

YUAN = "CNY"
STATES: dict[str, NoticeKind] = {"TRADE_SUCCESS": "paid", "TRADE_FINISHED": "paid", "TRADE_CLOSED": "failed"}


def of_form(sent: Mapping[str, str]) -> Notice:
    """Read a notice. One with a refund tells what was given back so far, not how much this time."""
    text = reader(sent)
    refunded = bool(text("gmt_refund") or text("refund_fee"))
    state = text("trade_status")
    back = fen(text("refund_fee"))
    return Notice(
        event=text("notify_id"), kind="refunded" if refunded else STATES.get(state, "other"),
        payment=text("out_trade_no"), external=text("trade_no"), amount=0 if refunded else fen(text("total_amount")),
        currency=YUAN, at=moment(text("gmt_refund") or text("gmt_payment") or text("notify_time")),
        refund=text("out_biz_no") if refunded else "", total=back,
    )  # fmt: skip


def of_answer(said: Mapping[str, str], now: datetime) -> Notice | None:
    """Read the answer to a query. A payment that was given back wholly is closed too, but was paid."""
    text = reader(said)
    state, paid_at = text("trade_status"), text("send_pay_date")
    kind = "paid" if paid_at and state == "TRADE_CLOSED" else STATES.get(state)
    if kind is None:
        return None
    return Notice(
        event=f"look:{text('trade_no')}:{kind}", kind=kind, payment=text("out_trade_no"), external=text("trade_no"),
        amount=fen(text("total_amount")), currency=YUAN, at=moment(paid_at) if paid_at else now,
    )  # fmt: skip


def reader(values: Mapping[str, str]) -> Callable[[str], str]:
    """Return how to read a short text, "" for none. It raises Unreadable."""

    def text(name: str) -> str:
        value = values.get(name, "")
        if len(value) > LONGEST or not value.isprintable():
            raise Unreadable(NO_SENSE)
        return value

    return text


def fen(text: str) -> int:
    """Read an amount in yuan, "" for 0. Raises Unreadable."""
    try:
        amount = parse(text, YUAN).minor if text else 0
    except Invalid as error:
        raise Unreadable(NO_SENSE) from error
    if amount < 0:
        raise Unreadable(NO_SENSE)
    return amount


def moment(text: str) -> datetime:
    """Read a moment. Raises Unreadable."""
    try:
        return from_beijing(text)
    except ValueError as error:
        raise Unreadable(NO_SENSE) from error
