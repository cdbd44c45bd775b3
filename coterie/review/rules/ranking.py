"""Ranks with the doubt that is in them."""

import numpy as np
from numpy.typing import NDArray

DRAWS = 400
SEED = 20_111
COVER = 0.90

Ints = NDArray[np.int64]


def rank_ranges(helper: Ints, helped: Ints, helpers: int) -> tuple[Ints, Ints]:
    """Return the best and the worst likely rank of each helper by the number of different people helped.

    The people helped are drawn again and again as if others of their kind had come (bootstrap with Poisson weights,
    one weight per person helped, so that helpers of the same people move together); the ranks of 90 % of the draws are
    the range. Equal scores share their ranks. Deterministic. Source: Efron (1979); Poisson weights: Oza (2001).
    """
    draw = np.random.default_rng(SEED)
    _, person = np.unique(helped, return_inverse=True)
    best, worst = np.empty((DRAWS, helpers)), np.empty((DRAWS, helpers))
    for place in range(DRAWS):
        weight = draw.poisson(1.0, int(person.max(initial=-1)) + 1)
        scores = np.bincount(helper, weights=weight[person], minlength=helpers)
        ordered = np.sort(scores)
        best[place] = helpers - np.searchsorted(ordered, scores, side="right") + 1
        worst[place] = helpers - np.searchsorted(ordered, scores, side="left")
    tail = (1 - COVER) / 2
    low = np.quantile(best, tail, axis=0, method="lower")
    high = np.quantile(worst, 1 - tail, axis=0, method="higher")
    return low.astype(np.int64), high.astype(np.int64)
