"""How warm the members are on whom a community counts."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from coterie.review.queries.acts import acts, days_back, people_here
from coterie.review.queries.log import Log
from coterie.review.queries.rallied import Response, responses
from coterie.review.rules.period import DAY, SECOND_US, moment
from coterie.review.rules.warmth import BEFORE, RECENT, Warmth, pace_of, warmth_of


@dataclass(frozen=True, slots=True)
class Pulse:
    """One member: how warm, how often lately beside what their own past lets expect, and how they follow calls."""

    warmth: Warmth
    last_seen: datetime | None
    recent: int
    """Active days of the last 14."""
    expected: float | None
    """As many as the 76 days before would let one expect; None of who was not here then."""
    rallies: Response


def pulses(log: Log, members: Collection[int]) -> dict[int, Pulse]:
    """Return the pulse of each of these members, from the last 90 days."""
    wanted = set(members)
    done = acts(log)
    done = done.filter(done.t >= days_back(log, RECENT + BEFORE))
    rows = log.rows(done.group_by("member", "day").aggregate(t=done.t.max()))
    days: dict[int, set[int]] = defaultdict(set)
    last: dict[int, int] = {}
    for row in rows:
        if row["member"] in wanted:
            days[row["member"]].add(row["day"])
            last[row["member"]] = max(last.get(row["member"], 0), row["t"])
    called = responses(log)
    return {member: pulse(log, member, days[member], last.get(member), called.get(member)) for member in wanted}


def pulse(log: Log, member: int, days: set[int], last: int | None, called: Response | None) -> Pulse:
    """Return the pulse of one member."""
    today = (log.period.end_wall - 1) // DAY
    here = people_here(log).get(member)
    recent, expected = pace_of(days, today=today, joined=here.day if here else 0)
    unseen = (log.period.end - last) / SECOND_US / DAY if last else None
    return Pulse(
        warmth_of(recent, expected, unseen), moment(last) if last else None, recent, expected, called or Response()
    )
