"""What follows from an order's amounts."""

from collections.abc import Sequence

from coterie.market.enums import OrderState

FREE, MANUAL = "free", "manual"
"""Providers that are nobody: nothing is to be paid, or staff sees the money."""


def state_after_refund(amount: int, refunded: int) -> OrderState:
    """Return the state of a paid order of which `refunded` was given back."""
    if not refunded:
        return OrderState.PAID
    return OrderState.PARTIALLY_REFUNDED if refunded < amount else OrderState.REFUNDED


def split_by_weight(amount: int, weights: Sequence[int]) -> list[int]:
    """Split an amount that is no more than the weights' sum by these, to the last unit (largest remainder).

    No part is more than its weight.
    """
    total = sum(weights) or 1
    parts = [amount * weight // total for weight in weights]
    by_remainder = sorted(range(len(weights)), key=lambda place: (-(amount * weights[place] % total), place))
    for place in by_remainder[: amount - sum(parts)]:
        parts[place] += 1
    return parts
