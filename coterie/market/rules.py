"""What follows from an order's amounts."""

from collections.abc import Sequence
from hashlib import blake2b

from coterie.market.enums import OrderState

FREE, MANUAL = "free", "manual"
"""Providers that are nobody: nothing is to be paid, or staff sees the money."""


def state_after_refund(amount: int, refunded: int) -> OrderState:
    """Return the state of a paid order of which `refunded` was given back."""
    if not refunded:
        return OrderState.PAID
    return OrderState.PARTIALLY_REFUNDED if refunded < amount else OrderState.REFUNDED


def shared_out(amount: int, weights: Sequence[int]) -> list[int]:
    """Split an amount by weights to the last minor unit: the parts of growing sums, so that they add up to it."""
    total, before, parts = sum(weights), 0, []
    for weight in weights:
        after = before + weight
        parts.append(amount * after // total - amount * before // total if total else 0)
        before = after
    return parts


def place_on(ladder: str, who: str, weights: Sequence[int]) -> int:
    """Return which place of a ladder somebody sees: by a hash, so always the same, and another in each ladder."""
    digest = blake2b(f"{ladder}:{who}".encode(), digest_size=8).digest()
    drawn = int.from_bytes(digest) * sum(weights) >> 64
    for place, weight in enumerate(weights):
        if drawn < weight:
            return place
        drawn -= weight
    raise ValueError("weights add up to what was drawn from")
