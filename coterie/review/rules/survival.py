"""Waiting times of which some have not ended yet."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True, slots=True)
class Survival:
    """The share still waiting after each time at which somebody stopped waiting."""

    times: NDArray[np.float64]
    waiting: NDArray[np.float64]

    def ended_by(self, time: float) -> float:
        """Return the share that had ended at `time`."""
        place = int(np.searchsorted(self.times, time, side="right"))
        return 1 - float(self.waiting[place - 1]) if place else 0.0

    @property
    def median(self) -> float | None:
        """The first time at which at most half still wait; None when more than half never stopped."""
        reached = np.flatnonzero(self.waiting <= 0.5 + 1e-12)
        return float(self.times[reached[0]]) if len(reached) else None


def kaplan_meier(times: ArrayLike, ended: ArrayLike, people: ArrayLike | None = None) -> Survival:
    """Estimate who still waits: `S(t) = prod(1 - d_i / n_i)` over the end times `t_i <= t`.

    `ended` is false for those whose waiting was cut off by the end of observation; they count as waiting until
    then. Ends come before cuts at the same time. `people` counts equal rows. Source: Kaplan and Meier (1958).
    """
    moments, first = np.unique(np.asarray(times, dtype=np.float64), return_inverse=True)
    weights = np.ones(len(first)) if people is None else np.asarray(people, dtype=np.float64)
    over = np.asarray(ended, dtype=bool)
    ends = np.bincount(first, weights=np.where(over, weights, 0.0), minlength=len(moments))
    leaving = np.bincount(first, weights=weights, minlength=len(moments))
    at_risk = leaving[::-1].cumsum()[::-1]
    some = ends > 0
    return Survival(moments[some], np.cumprod(1 - ends[some] / at_risk[some]))
