"""What an export of orders says of one order."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Standing = Literal["paid", "pending", "cancelled"]

PENDING = frozenset({
    "pending", "unpaid", "onhold", "authorized", "authorised", "processingpayment", "open", "draft", "checkoutdraft",
    "requiresaction", "requirespaymentmethod", "incomplete", "pendingpayment", "待付款",
})  # fmt: skip
CANCELLED = frozenset({
    "cancelled", "canceled", "failed", "voided", "void", "declined", "expired", "blocked", "disputelost", "trash",
    "已取消", "交易关闭",
})  # fmt: skip
REFUNDED = frozenset({"refunded", "fullyrefunded", "已退款"})


@dataclass(frozen=True, slots=True)
class Bought:
    """One order: its lines summed and rounded half up to whole minor units.

    A credit note has the amount 0 and what it gives back as `refunded`.
    """

    line: int
    number: str
    customer: str
    at: datetime
    paid_at: datetime | None
    amount: int
    refunded: int
    currency: str
    standing: Standing
