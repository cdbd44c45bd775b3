"""Customers who buy by the models' own rules, and those of CDNOW."""

from datetime import date
from functools import cache

import numpy as np

from coterie.review.rules.buyers import Sales, sales_of
from tests.review.chance import shared


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal() - date(1970, 1, 1).toordinal()


@cache
def cdnow() -> Sales:
    rows = [line.split() for line in shared("cdnow/CDNOW_sample.txt").read_text().splitlines()]
    return sales_of([row[0] for row in rows], [day(row[2]) for row in rows], [float(row[4]) for row in rows])


def bought(*, r, alpha, a, b, leaving=0, people=3000, weeks=52, seed=1):
    """Return (frequency, recency, age) of simulated customers; purchases in continuous time."""
    draw = np.random.default_rng(seed)
    rows = []
    for rate, quits, age in zip(
        draw.gamma(r, 1 / alpha, people), draw.beta(a, b, people), draw.uniform(weeks / 2, weeks, people), strict=True
    ):
        x, last, alive = 0, 0.0, not (leaving and draw.random() < quits)
        while alive and last + (wait := draw.exponential(1 / rate)) < age:
            x, last = x + 1, last + wait
            alive = draw.random() >= quits
        rows.append((float(x), last, age))
    return np.array(rows).T
