"""How evenly something is spread over people. Amounts are one number per person, none negative."""

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray


def ascending(amounts: ArrayLike) -> NDArray[np.float64]:
    """Return the amounts in order, smallest first."""
    return np.sort(np.asarray(amounts, dtype=np.float64))


def gini(amounts: ArrayLike) -> float | None:
    """Return `G = 2*sum(i*x_(i)) / (n*sum(x)) - (n+1)/n`: 0 when all have the same, towards 1 when one has all.

    None without people or with nothing to spread. Source: the rank form of Gini's mean difference.
    """
    ranked = ascending(amounts)
    people, total = len(ranked), float(ranked.sum())
    if not people or total <= 0:
        return None
    weighted = float((np.arange(1, people + 1) * ranked).sum())
    return max(0.0, 2 * weighted / (people * total) - (people + 1) / people)


def top_share(amounts: ArrayLike, part: float) -> float | None:
    """Return the share of the whole held by the top `part` of people, who are `ceil(part * n)` and at least one."""
    ranked = ascending(amounts)
    total = float(ranked.sum())
    if not len(ranked) or total <= 0:
        return None
    # the small subtraction keeps 0.1 * 30 = 3.0000000000000004 from making four people of three
    people = max(1, math.ceil(part * len(ranked) - 1e-9))
    return float(ranked[-people:].sum()) / total


def effective_number(amounts: ArrayLike) -> float | None:
    """Return `exp(-sum(p*ln p))`: how many equally loud people would be as diverse (Hill number of order 1)."""
    ranked = ascending(amounts)
    shares = ranked[ranked > 0]
    if not len(shares):
        return None
    shares = shares / shares.sum()
    return float(np.exp(-(shares * np.log(shares)).sum()))


def absence_factor(amounts: ArrayLike) -> int | None:
    """Return the fewest people who together hold at least half: how many must go quiet to halve the whole."""
    ranked = ascending(amounts)[::-1]
    total = float(ranked.sum())
    if not len(ranked) or total <= 0:
        return None
    return int(np.searchsorted(np.cumsum(ranked), total / 2 - 1e-9)) + 1
