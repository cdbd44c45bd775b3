"""Views of columns, made by dice: some decline, some are flat and noisy."""

import math
from collections.abc import Iterator, Sequence
from random import Random

PIECES, BEFORE = 24, 8
"""Half a year of a weekly column; a decline begins after its first eight pieces."""
NOISES = ("counts", "scatter", "outliers", "heavy tails", "memory")


def poisson(dice: Random, mean: float) -> int:
    """Draw a count; of a large mean by the normal curve."""
    if mean > 60:
        return max(0, round(dice.gauss(mean, math.sqrt(mean))))
    limit, count, product = math.exp(-mean), 0, dice.random()
    while product > limit:
        count, product = count + 1, product * dice.random()
    return count


def shocks(dice: Random, noise: str) -> Iterator[float]:
    """Yield by how much, in logarithms, one piece after the other is above or below what was to be expected."""
    carried = dice.gauss(0, 0.3)
    while True:
        if noise == "counts":
            yield 0.0
        elif noise == "scatter":
            yield dice.gauss(0, 0.3)
        elif noise == "outliers":
            yield dice.gauss(0, 0.2) + (dice.choice((-1.2, 1.6)) if dice.random() < 0.12 else 0)
        elif noise == "heavy tails":  # Student's t with three degrees of freedom
            yield 0.2 * dice.gauss(0, 1) / math.sqrt(dice.gammavariate(1.5, 2) / 3)
        else:
            carried = 0.4 * carried + dice.gauss(0, 0.3 * math.sqrt(1 - 0.4**2))
            yield carried


def views(dice: Random, noise: str, fall: float) -> list[int]:
    """Return the views of a column that loses the share `fall` from piece to piece after its first eight."""
    level, found = dice.uniform(40, 400), []
    for place, shock in zip(range(PIECES), shocks(dice, noise), strict=False):
        mean = level * (1 - fall) ** max(0, place - BEFORE + 1) * math.exp(shock)
        found.append(poisson(dice, mean))
    return found


def series(kind: str, number: int) -> list[int]:
    """Return the numbered series of a kind, `declining` or `flat`; each kind of noise in turn."""
    dice = Random(f"{kind} {number}")
    fall = dice.uniform(0.08, 0.15) if kind == "declining" else 0.0
    return views(dice, NOISES[number % len(NOISES)], fall)


def history(found: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield what was known after each piece."""
    for last in range(1, len(found) + 1):
        yield found[:last]
