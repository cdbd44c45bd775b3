"""How warm somebody is, beside their own past."""

from collections.abc import Collection
from enum import StrEnum

RECENT, BEFORE = 14, 76
"""Days: the last two weeks, and what lies before them in the last ninety."""
FRESH = 7
WARM, COLD = 2 / 3, 1 / 3


class Warmth(StrEnum):
    """Whether somebody is still there as they used to be."""

    WARM = "warm"
    COOLING = "cooling"
    COLD = "cold"


def pace_of(days: Collection[int], *, today: int, joined: int) -> tuple[int, float | None]:
    """Return the active days of the last fourteen, and how many the 76 days before would let one expect of them.

    Days are local day numbers. Of who joined within those days, only the days since then count; None without any.
    """
    edge = today - RECENT
    recent = sum(edge < day <= today for day in days)
    first = max(today - RECENT - BEFORE + 1, joined)
    span = edge - first + 1
    if span <= 0:
        return recent, None
    return recent, sum(first <= day <= edge for day in days) * RECENT / span


def warmth_of(recent: int, expected: float | None, unseen: float | None) -> Warmth:
    """Tell how warm somebody is.

    Cold: not seen for fourteen days, or less than a third of the days that their past lets expect. Warm: seen within
    seven days, on at least two thirds of those days. Cooling: all that lies between. `unseen` is days, None is never.
    """
    share = recent / expected if expected else float(recent > 0)
    if unseen is None or unseen >= RECENT or share < COLD:
        return Warmth.COLD
    return Warmth.WARM if share >= WARM and unseen <= FRESH else Warmth.COOLING
