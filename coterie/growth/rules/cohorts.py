"""How many friends members brought by each age, cohort by cohort; what is not over yet is blank, never zero.

K of a cohort at an age is the mean number of friends whom one of its members had brought by then. A cell is known once
the youngest of the cohort has reached that age.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

AGES = 8
MOST_ROWS = 14
SPANS = (timedelta(days=1), timedelta(days=7), timedelta(days=28))
"""How long a cohort and an age are: the shortest of which so many rows show a campaign whole, else the longest."""


@dataclass(frozen=True, slots=True)
class Cohort:
    """Members who came from `begins` on within one span: `growth` by one span of age, two, and so on."""

    begins: datetime
    people: int
    growth: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Cohorts:
    """The cohorts of a campaign, the first first; `days`: how long each is."""

    days: int
    rows: tuple[Cohort, ...]


def cohorts_of(inviters: Iterable[tuple[datetime, Sequence[datetime]]], looked_at: datetime) -> Cohorts:
    """Return the cohorts of members, given of each when it came and when it brought friends; none where nobody came."""
    rows = sorted((came, sorted(made)) for came, made in inviters if came < looked_at)
    if not rows:
        return Cohorts(SPANS[0].days, ())
    first = rows[0][0]
    span = next((one for one in SPANS if (looked_at - first) / one <= MOST_ROWS), SPANS[-1])
    found: dict[int, list[tuple[datetime, Sequence[datetime]]]] = {}
    for came, made in rows:
        found.setdefault((came - first) // span, []).append((came, made))
    return Cohorts(
        span.days, tuple(cohort_of(first + place * span, own, span, looked_at) for place, own in found.items())
    )


def cohort_of(
    begins: datetime, rows: Sequence[tuple[datetime, Sequence[datetime]]], span: timedelta, looked_at: datetime
) -> Cohort:
    """Return one cohort, as far as all of it has come."""
    youngest = rows[-1][0]
    known = (made_by(rows, span * age) if youngest + span * age <= looked_at else None for age in range(1, AGES + 1))
    return Cohort(begins, len(rows), tuple(known))


def made_by(rows: Sequence[tuple[datetime, Sequence[datetime]]], age: timedelta) -> float:
    """Return how many friends one had brought in the mean before an age."""
    return sum(bisect_left(made, came + age) for came, made in rows) / len(rows)
