"""Tables of the market."""

from coterie.market.models.customer import Customer
from coterie.market.models.gift import GiftCode
from coterie.market.models.offer import Benefit, Grant, Offer, Variant
from coterie.market.models.order import Order, OrderLine
from coterie.market.models.payment import Payment, Refund, RefundPart

__all__ = [
    "Benefit",
    "Customer",
    "GiftCode",
    "Grant",
    "Offer",
    "Order",
    "OrderLine",
    "Payment",
    "Refund",
    "RefundPart",
    "Variant",
]  # fmt: skip
