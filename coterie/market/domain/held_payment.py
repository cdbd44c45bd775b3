"""A payment that is held: its order first, as whoever pays, confirms, gives back or cancels does it."""

from coterie.kit.db.rows import locked
from coterie.market.models import Order, Payment


def held_payment(payment: int) -> Payment:
    """Lock a payment and, before it, its order; in the caller's transaction. Raises NotFound."""
    locked(Order.objects.filter(payments=payment))
    return locked(Payment.objects.select_related("order").filter(pk=payment))
