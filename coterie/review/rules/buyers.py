"""Who bought when: sales folded to one purchase per customer and day, and to four numbers per customer."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

WEEK = 7.0
Floats = NDArray[np.float64]
Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Sales:
    """Purchases and refunds: parallel arrays, ordered by customer and day, at most one row for each.

    `customer` points into `names`, `day` counts days since 1970, `amount` is the net of the day in major units.
    `bought` is false on days of refunds alone: a refund is no purchase, and a day given back whole is none either.
    """

    names: tuple[str, ...]
    customer: Whole
    day: Whole
    amount: Floats
    bought: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Buyers:
    """What is known of each customer on the last day of the calibration; arrays of one length, times in weeks."""

    customer: Whole
    """Points into the names of the sales."""
    frequency: Floats
    """Days of purchase after the first: x."""
    recency: Floats
    """From the first to the last purchase: t_x; 0 for who bought once."""
    age: Floats
    """From the first purchase to the end of the calibration: T."""
    monetary: Floats
    """Mean amount of the purchases after the first; 0 for who bought once."""
    revenue: Floats
    """All purchases less all refunds."""
    mean_purchase: float
    """Mean amount of all purchases of everybody, the first ones too; 0 without any."""

    def __len__(self) -> int:
        return len(self.customer)

    @property
    def repeaters(self) -> int:
        """How many bought on more than one day."""
        return int((self.frequency > 0).sum())


def sales_of(names: Sequence[str], days: ArrayLike, amounts: ArrayLike) -> Sales:
    """Fold rows of (customer, day, amount) to one for each customer and day; a negative amount is a refund."""
    known, customer = np.unique(np.asarray(names, dtype=object).astype(str), return_inverse=True)
    day, amount = np.asarray(days, dtype=np.int64), np.asarray(amounts, dtype=np.float64)
    keys, place = np.unique(np.stack([customer, day], axis=1), axis=0, return_inverse=True)
    place = place.reshape(-1)
    net = summed(place, amount, len(keys))
    refunds = summed(place, (amount < 0).astype(np.float64), len(keys)) > 0
    # Cents are written in tenths of tenths: a day given back whole may leave some 1e-15 behind.
    bought = ~refunds | (net > 1e-9)
    return Sales(tuple(known.tolist()), keys[:, 0].astype(np.int64), keys[:, 1].astype(np.int64), net, bought)


def buyers_at(sales: Sales, end: int) -> Buyers:
    """Return everybody who bought up to the day `end`, as known on that day.

    Source: Fader, Hardie and Lee (2005), "Counting your customers the easy way": (x, t_x, T), with T counted to the
    end of the last day that is known.
    """
    known = sales.day <= end
    rows = known & sales.bought
    who, first, times = np.unique(sales.customer[rows], return_index=True, return_counts=True)
    day, amount = sales.day[rows], sales.amount[rows]
    last = first + times - 1
    paid = summed(sales.customer[rows], amount, len(sales.names))[who]
    net = summed(sales.customer[known], sales.amount[known], len(sales.names))[who]
    again = (times - 1).astype(np.float64)
    return Buyers(
        customer=who,
        frequency=again,
        recency=(day[last] - day[first]) / WEEK,
        age=(end - day[first]) / WEEK,
        monetary=np.where(again > 0, (paid - amount[first]) / np.maximum(again, 1), 0.0),
        revenue=net,
        mean_purchase=float(amount.mean()) if len(amount) else 0.0,
    )


def summed(places: Whole, amounts: Floats, length: int) -> Floats:
    """Return what falls on each of so many places."""
    return np.bincount(places, weights=amounts, minlength=length).astype(np.float64)


def purchases_of(sales: Sales, buyers: Buyers, *, after: int, until: int) -> Floats:
    """Return on how many days each of `buyers` bought after the day `after`, up to `until`."""
    rows = sales.bought & (sales.day > after) & (sales.day <= until)
    counts = np.bincount(sales.customer[rows], minlength=len(sales.names))
    return counts[buyers.customer].astype(np.float64)
