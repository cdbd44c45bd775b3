"""What follows from an order's amounts."""

from coterie.market.enums import OrderState

FREE, MANUAL = "free", "manual"
"""Providers that are nobody: nothing is to be paid, or staff sees the money."""


def state_after_refund(amount: int, refunded: int) -> OrderState:
    """Return the state of a paid order of which `refunded` was given back."""
    if not refunded:
        return OrderState.PAID
    return OrderState.PARTIALLY_REFUNDED if refunded < amount else OrderState.REFUNDED
