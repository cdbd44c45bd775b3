"""Who of those who came in a week still writes some weeks later."""

from collections import defaultdict
from dataclasses import dataclass

import ibis
from ibis.expr.types import Table

from coterie.review.queries.engine import wall_of
from coterie.review.queries.log import Log
from coterie.review.queries.membership import JOINS
from coterie.review.queries.messages import messages
from coterie.review.rules.period import DAY, WEEK, monday_of

WEEKS = 13
"""Columns of the map: week 0 to week 12 after joining."""
BRACKETS = ((1, 1), (2, 3), (4, 7), (8, 12))
"""First and last week of each bracket."""

Cells = tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Cohort:
    """Those who joined in one week; a cell that the youngest of them has not lived through is None, never 0."""

    monday: int
    """Day number of the Monday of the week, in local days since 1970."""
    size: int
    classic: Cells
    """Share who wrote in exactly week k of their own membership."""
    rolling: Cells
    """Share who wrote in week k or later."""
    bracket: Cells
    """Share who wrote in any week of each of `BRACKETS`."""


@dataclass(frozen=True, slots=True)
class Retention:
    """Weekly cohorts by joining (by the first message where no joining is known)."""

    cohorts: tuple[Cohort, ...]

    @property
    def overall(self) -> Cells:
        """Classic retention over all cohorts whose cell is finished, weighted by their size."""
        return tuple(self.pooled(week) for week in range(WEEKS))

    def pooled(self, week: int) -> float | None:
        """Return one week's retention over all finished cohorts."""
        known = [(cohort.size, cell) for cohort in self.cohorts if (cell := cohort.classic[week]) is not None]
        return sum(size * cell for size, cell in known) / sum(size for size, _ in known) if known else None


def beginnings(log: Log) -> Table:
    """When each member who began in the period did so, on the local clock in seconds: member, began."""
    events = log.deeds
    joins = events.filter(events.kind == (JOINS[0] if log.scope.group is None else JOINS[1]), events.member.notnull())
    if log.scope.group is not None:
        joins = joins.filter(joins.group == log.scope.group)
    joined = joins.select("member", clock=wall_of(joins.at, log.scope.zone))
    wrote = messages(log)
    both = joined.union(wrote.filter(wrote.member.notnull()).select("member", "clock"))
    began = both.group_by("member").aggregate(began=both.clock.min())
    return began.filter(began.began >= log.period.start_wall)


def lived(log: Log) -> Table:
    """The weeks of their membership in which the members of the map wrote: member, cohort (a week), week."""
    began = log.keep("beginnings", lambda: beginnings(log))
    wrote = messages(log)
    pairs = began.join(wrote, "member")
    return pairs.select(
        "member", cohort=week_number(pairs.began), week=((pairs.clock - pairs.began) // WEEK).cast("int32")
    ).distinct()


def week_number(clock: ibis.Value) -> ibis.Value:
    """Return the number of the local week; weeks begin on Monday."""
    return (((clock / DAY).floor() + 3) / 7).floor().cast("int32")


def retention(log: Log) -> Retention:
    """Draw the map of all cohorts that began in the period."""
    return log.once("retention", lambda: cohorts(log))


def cohorts(log: Log) -> Retention:
    """Compute `retention`."""
    began = log.keep("beginnings", lambda: beginnings(log))
    weeks = log.keep("lived", lambda: lived(log))
    cohort = week_number(began.began)
    sizes = {
        row["cohort"]: row["size"] for row in log.rows(began.group_by(cohort=cohort).aggregate(size=began.count()))
    }
    counts = {name: counted(log, table) for name, table in cell_tables(weeks).items()}
    return Retention(tuple(cohort_of(week, sizes[week], counts, log.period.end_wall) for week in sorted(sizes)))


def cell_tables(weeks: Table) -> dict[str, Table]:
    """Count people per cohort and cell, for each kind of retention: cohort, cell, people."""
    last = weeks.group_by("cohort", "member").aggregate(cell=weeks.week.max())
    number = ibis.cases(*((weeks.week.between(low, high), place) for place, (low, high) in enumerate(BRACKETS)))
    bracket = weeks.mutate(cell=number).filter(lambda row: row.cell.notnull())
    return {
        "classic": weeks.group_by("cohort", cell=weeks.week).aggregate(people=weeks.count()),
        "last": last.group_by("cohort", "cell").aggregate(people=last.count()),
        "bracket": bracket.group_by("cohort", "cell").aggregate(people=bracket.member.nunique()),
    }


def counted(log: Log, table: Table) -> dict[int, dict[int, int]]:
    """Read people by cohort and cell."""
    found: dict[int, dict[int, int]] = defaultdict(dict)
    for row in log.rows(table):
        found[row["cohort"]][row["cell"]] = row["people"]
    return found


def cohort_of(week: int, size: int, counts: dict[str, dict[int, dict[int, int]]], end: int) -> Cohort:
    """Fill one line of the map; `end` is the local clock at the end of the period."""
    classic, last, bracket = (counts[name].get(week, {}) for name in ("classic", "last", "bracket"))
    rolling = {at: sum(people for cell, people in last.items() if cell >= at) for at in range(WEEKS)}

    def share(people: int, until: int) -> float | None:
        """Return a cell, or None unless the youngest member has lived through week `until`."""
        over = monday_of(week + 1) * DAY + (until + 1) * WEEK <= end
        return people / size if over else None

    return Cohort(
        monday=monday_of(week),
        size=size,
        classic=tuple(share(classic.get(at, 0), at) for at in range(WEEKS)),
        rolling=tuple(share(rolling[at], at) for at in range(WEEKS)),
        bracket=tuple(share(bracket.get(place, 0), high) for place, (_, high) in enumerate(BRACKETS)),
    )
