"""Tables of the market."""

from coterie.market.models.customer import Customer
from coterie.market.models.offer import Benefit, Grant, Offer, Variant
from coterie.market.models.order import Order, OrderLine
from coterie.market.models.payment import Payment, Refund, RefundPart
from coterie.market.models.project import Project, ProjectUpdate, Stretch, Tier

__all__ = [
    "Benefit", "Customer", "Grant", "Offer", "Order", "OrderLine", "Payment", "Project", "ProjectUpdate", "Refund",
    "RefundPart", "Stretch", "Tier", "Variant",
]  # fmt: skip
