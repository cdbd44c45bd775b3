"""Tables of the market."""

from coterie.market.models.customer import Customer
from coterie.market.models.order import Order

__all__ = ["Customer", "Order"]
