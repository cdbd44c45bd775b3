"""Where one stands among others."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Standing:
    """A value with its place among all values of its kind; more is better."""

    value: float
    percentile: float
    """Share of the people with less, and half of those with as much, from 0 to 1."""
    top: float
    """Share of the people with at least as much: 0.05 is "among the top 5 %"."""


def standings(values: Mapping[int, float]) -> dict[int, Standing]:
    """Return where each stands; nobody where all are equal, since that says nothing of anybody."""
    ordered = sorted(values.values())
    people = len(ordered)
    if not people or ordered[0] == ordered[-1]:
        return {}
    found = {}
    for member, value in values.items():
        less, as_much = bisect_left(ordered, value), bisect_right(ordered, value)
        found[member] = Standing(value, (less + as_much) / 2 / people, (people - less) / people)
    return found


def score_of(found: Mapping[str, Standing]) -> float | None:
    """Return the plain mean of the percentiles that are known; no measure weighs more than another."""
    return sum(one.percentile for one in found.values()) / len(found) if found else None


def strongest(found: Mapping[str, Standing], *, within: float, most: int) -> tuple[str, ...]:
    """Name the measures in which somebody stands out, the best first, as far as they did anything at all."""
    good = [name for name, one in found.items() if one.top <= within and one.value != 0]
    return tuple(sorted(good, key=lambda name: (found[name].top, name))[:most])
