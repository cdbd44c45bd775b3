"""Stripe's statement: the itemised report of its balance, or the export of balance transactions."""

from collections.abc import Iterator
from datetime import UTC, datetime

from coterie.market.providers.bill import Row, rows, table
from coterie.market.providers.port import LineKind, StatementLine

KINDS: dict[str, LineKind] = {
    "charge": "paid", "payment": "paid", "refund": "refunded", "payment_refund": "refunded", "fee": "fee",
    "stripe_fee": "fee", "network_cost": "fee",
}  # fmt: skip
NAMES = {
    "reporting category": "reporting_category", "type": "reporting_category", "created (utc)": "created_utc",
    "created": "created_utc", "amount": "gross", "source": "source_id", "payment (metadata)": "payment",
    "refund (metadata)": "refund", "payment_metadata[payment]": "payment", "refund_metadata[refund]": "refund",
}  # fmt: skip
"""Columns of the export by the names of the report."""


def read(text: str | bytes) -> Iterator[StatementLine]:
    """Yield the lines of a statement. Raises Unreadable."""
    for row in rows(named(text), "reporting_category", "created_utc", "currency", "gross", "fee"):
        yield line(row)


def named(text: str | bytes) -> Iterator[list[str]]:
    """Yield the cells, the header by the names of the report."""
    for number, cells in enumerate(table(text)):
        yield [NAMES.get(cell.lower(), cell.lower()) for cell in cells] if number == 0 else cells


def line(row: Row) -> StatementLine:
    """Read one line: amounts are in major units; a refund is negative, and so is what only costs."""
    currency = row.text("currency").upper()
    kind = KINDS.get(row.text("reporting_category"), "other")
    gross, fee = row.amount(currency, "gross"), row.amount(currency, "fee")
    return StatementLine(
        at=row.at(moment(row.text("created_utc"))), kind=kind, payment=row.text("payment"),
        external=row.text("payment_intent_id", "charge_id", "source_id"), amount=0 if kind == "fee" else abs(gross),
        fee=fee - gross if kind == "fee" else fee, currency=currency, refund=row.text("refund"),
    )  # fmt: skip


def moment(text: str) -> datetime | None:
    """Read `2026-03-01 09:30:00`, with or without seconds."""
    try:
        return datetime.fromisoformat(text).replace(tzinfo=UTC)
    except ValueError:
        return None
