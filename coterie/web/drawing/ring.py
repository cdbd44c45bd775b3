"""A ring that fills: days of a streak, seats of a slot."""

import math

RADIUS = 17
AROUND = 2 * math.pi * RADIUS


def dash(value: float, most: float) -> str:
    """Return the `stroke-dasharray` that draws the share of value in most, from nothing to the full circle."""
    share = min(max(value / most, 0), 1) if most > 0 else 0
    return f"{share * AROUND:.1f} {AROUND:.1f}"
