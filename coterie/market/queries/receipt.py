"""A receipt: what was bought of whom, and what was paid and given back."""

from zoneinfo import ZoneInfo

from coterie.market.designs.receipt import Receipt, ReceiptLine
from coterie.market.models import Order, OrderLine
from coterie.market.queries.ways import ways_to_pay


def receipt_of(order: Order) -> Receipt | None:
    """Return the receipt of an order; there is none before it is paid."""
    if order.paid_at is None:
        return None
    zone, community = ZoneInfo(order.community.timezone), order.community
    rows = order.lines.order_by("pk")
    return Receipt(
        number=order.number, seller=community.name, buyer=order.invoice or (order.member.name if order.member else ""),
        address=order.address, currency=order.currency, placed_on=order.placed_at.astimezone(zone).date(),
        paid_on=order.paid_at.astimezone(zone).date(), way=way_of(order), amount=order.amount, refunded=order.refunded,
        lines=tuple(line_of(row) for row in rows),
    )  # fmt: skip


def line_of(row: OrderLine) -> ReceiptLine:
    """Return a line as the receipt says it."""
    return ReceiptLine(row.title, row.quantity, row.price, row.amount, inside=row.bundle_id is not None)


def way_of(order: Order) -> str:
    """Return in which way an order was paid, in words; nothing for one that cost nothing."""
    paid = next((row.provider for row in order.payments.all() if row.state == "paid"), "")
    return next((str(way.title) for way in ways_to_pay(order.community_id) if way.name == paid), "")
