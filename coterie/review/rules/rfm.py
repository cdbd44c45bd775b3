"""Recency, frequency and money by quintile among customers of the same age, and the segments that they make."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coterie.review.enums import Segment
from coterie.review.rules.buyers import Buyers

BAND = 13
"""Weeks of first purchases that are compared with one another: a quarter."""
FEW = 25
"""A band of fewer customers joins its neighbour: five to each quintile."""
Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Rfm:
    """Scores from 1 to 5, 5 being the latest, the most often, the most; arrays of one length, one number a buyer."""

    recency: Whole
    frequency: Whole
    money: Whole
    segment: NDArray[np.str_]
    bands: int


def rfm(buyers: Buyers) -> Rfm:
    """Score every buyer among those whose first purchase is about as long ago."""
    bands = bands_of(buyers.age)
    recency = scores(buyers.recency - buyers.age, bands)
    frequency, money = scores(buyers.frequency, bands), scores(buyers.revenue, bands)
    segment = segments(recency, frequency, money, again=buyers.frequency > 0)
    return Rfm(recency, frequency, money, segment, len(np.unique(bands)))


def bands_of(age: Floats) -> Whole:
    """Return a number for each customer that those of about the same age share."""
    band = (age // BAND).astype(np.int64)
    joined: dict[int, int] = {}
    name, people = 0, 0
    for one, count in zip(*np.unique(band, return_counts=True), strict=True):
        if people >= FEW:
            name, people = name + 1, 0
        joined[int(one)], people = name, people + int(count)
    last = name - 1 if name and people < FEW else name
    return np.array([min(joined[int(one)], last) for one in band], dtype=np.int64)


def scores(values: Floats, bands: Whole) -> Whole:
    """Return the quintile of each value in its band; equals share the middle of their places, so all equal have 3."""
    found = np.zeros(len(values), dtype=np.int64)
    for band in np.unique(bands):
        ours = bands == band
        place = (places(values[ours]) - 0.5) / ours.sum()
        found[ours] = np.clip(np.ceil(place * 5 - 1e-9), 1, 5)
    return found


def places(values: Floats) -> Floats:
    """Return the place of each value from the least, which is 1; equals share the middle of theirs."""
    _kept, which, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return (last - (counts - 1) / 2)[which]


def segments(recency: Whole, frequency: Whole, money: Whole, *, again: NDArray[np.bool_]) -> NDArray[np.str_]:
    """Name the segment of each buyer; only who came again can be a champion, loyal or at risk."""
    worth = (frequency + money) / 2
    good = again & (worth >= 3)
    conditions = [
        good & (worth >= 4) & (recency >= 4), good & (recency >= 3), good, recency >= 4, recency == 3,
    ]  # fmt: skip
    names = [Segment.CHAMPIONS, Segment.LOYAL, Segment.AT_RISK, Segment.PROMISING, Segment.DRIFTING]
    return np.select(conditions, [name.value for name in names], Segment.LOST.value)
