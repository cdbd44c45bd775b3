"""Tables of the market."""

from coterie.market.models.customer import Customer
from coterie.market.models.ladder import Ladder, Rung, Showing, ShownTo
from coterie.market.models.offer import Benefit, Grant, Offer, Variant
from coterie.market.models.order import Order, OrderLine
from coterie.market.models.payment import Payment, Refund, RefundPart

__all__ = [
    "Benefit",
    "Customer",
    "Grant",
    "Ladder",
    "Offer",
    "Order",
    "OrderLine",
    "Payment",
    "Refund",
    "RefundPart",
    "Rung",
    "Showing",
    "ShownTo",
    "Variant",
]  # fmt: skip
