"""Who could be a seed member, and why."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from coterie.review.queries.acts import acts, days_back, people_here
from coterie.review.queries.log import Log
from coterie.review.queries.rallied import LOOKED_BACK as ACTIVE_WITHIN
from coterie.review.queries.seed_figures import ABSENT, figures_of
from coterie.review.rules.standing import Standing, score_of, standings, strongest

STRETCH = timedelta(days=30)
"""How far the measures look back: the period of the log."""
NEWCOMER = 14
"""Days in which a member is a newcomer, and no candidate."""
STANDS_OUT, REASONS = 0.25, 3
"""A reason is to be among the top quarter; at most three are given."""
FEW = 20
"""Among fewer active members a place says little."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A member who could be asked, with every measure that is known of them."""

    member: int
    score: float
    """Mean of the percentiles of all measures that are known, each alike."""
    found: dict[str, Standing]
    reasons: tuple[str, ...]
    """The measures in which they stand out, the best first: two or three, at least one."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """The best candidates first, and among how many active members they were compared."""

    best: tuple[Candidate, ...]
    active: int


def candidates(log: Log, *, without: Collection[int] = (), limit: int = 30) -> Candidates:
    """Compare the members who were active in the last 90 days; leave newcomers and `without` out of the answer."""
    active = active_members(log)
    figures = figures_of(log)
    known = {name: standings(among(name, values, active)) for name, values in figures.items()}
    edge = days_back(log, NEWCOMER)
    here = people_here(log)
    asked = [member for member in active if member not in without and here[member].t <= edge]
    found = [one for member in asked if (one := candidate(member, known))]
    return Candidates(tuple(sorted(found, key=lambda one: (-one.score, one.member))[:limit]), len(active))


def active_members(log: Log) -> set[int]:
    """Return who is here and did something in the last 90 days."""
    done = acts(log)
    rows = done.filter(done.t >= days_back(log, ACTIVE_WITHIN)).select("member").distinct()
    return {row["member"] for row in log.rows(rows)} & people_here(log).keys()


def among(name: str, values: dict[int, float], active: set[int]) -> dict[int, float]:
    """Return a measure of those who are compared; who is not in it has what its absence means, if it means anything."""
    if name in ABSENT:
        return {member: values.get(member, ABSENT[name]) for member in active}
    return {member: values[member] for member in active if member in values}


def candidate(member: int, known: dict[str, dict[int, Standing]]) -> Candidate | None:
    """Return a member with what speaks for them; None where nothing stands out."""
    found = {name: stands[member] for name, stands in known.items() if member in stands}
    score, reasons = score_of(found), strongest(found, within=STANDS_OUT, most=REASONS)
    return Candidate(member, score, found, reasons) if score is not None and reasons else None
