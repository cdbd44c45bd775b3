"""What the word of a profile of the community weighs, week by week; four series, and no total of them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from ibis.expr.types import Table

from coterie.kit.trend import Trend, theil_sen
from coterie.review.queries.activity import EPOCH_DAY
from coterie.review.queries.acts import acts, day_of
from coterie.review.queries.engine import number_in, text_in
from coterie.review.queries.log import Log
from coterie.review.queries.messages import addressed, messages
from coterie.review.rules.period import DAY, monday_of

WEEKS = 13
"""Whole weeks that are looked at; the one that goes on is none of them."""
REACH, ECHO, ENDORSED, FOLLOWERS = "reach", "echo", "endorsed", "followers"
People = dict[int, set[int]]
"""Different people by week."""


@dataclass(frozen=True, slots=True)
class Course:
    """One series, a value a week, and which way it goes; None where nothing can be known."""

    name: str
    values: tuple[int, ...] | None
    trend: Trend | None


@dataclass(frozen=True, slots=True)
class Authority:
    """The series of one profile."""

    mondays: tuple[date, ...]
    courses: tuple[Course, ...]


def authority(log: Log, profile: int, member: int | None) -> Authority:
    """Follow a profile through the last thirteen whole weeks; `member` is who speaks as it, if anybody does."""
    last = week_of(log.period.end_wall // DAY)
    weeks = range(last - WEEKS, last)
    spoken = spoken_series(log, member, weeks) if member else dict.fromkeys((REACH, ECHO, ENDORSED))
    series = {**spoken, FOLLOWERS: follower_series(log, profile, weeks)}
    return Authority(
        tuple(EPOCH_DAY + timedelta(days=monday_of(week)) for week in weeks),
        tuple(Course(name, values, theil_sen(values) if values else None) for name, values in series.items()),
    )


def week_of(day: int) -> int:
    """Return the number of the week, from Monday, in which a local day lies."""
    return (day + 3) // 7


def spoken_series(log: Log, member: int, weeks: range) -> dict[str, tuple[int, ...] | None]:
    """Return what comes of a member's words."""
    found = {REACH: reached(log, member), ECHO: echoing(log, member), ENDORSED: endorsed(log, member)}
    return {name: counted(people, weeks) for name, people in found.items()}


def counted(people: People, weeks: range) -> tuple[int, ...]:
    """Count the people of each week."""
    return tuple(len(people.get(week, ())) for week in weeks)


def by_week(rows: Iterable[dict[str, int]]) -> People:
    """Return different people by week of (day, person)."""
    found: People = defaultdict(set)
    for row in rows:
        found[week_of(row["day"])].add(row["person"])
    return found


def reached(log: Log, member: int) -> People:
    """Return who did something in a group in a week in which the member spoke there."""
    said = messages(log)
    own = said.filter(said.member == member).mutate(week=(said.day + 3) // 7).select("group", "week").distinct()
    done = acts(log).filter(lambda row: row.member != member, lambda row: row.group.notnull())
    done = done.mutate(week=(done.day + 3) // 7)
    near = done.join(own, ["group", "week"]).select("day", person="member").distinct()
    return by_week(log.rows(near))


def echoing(log: Log, member: int) -> People:
    """Return who answered or mentioned the member, or reacted to their words."""
    spoke = addressed(log)
    days = messages(log).select("id", "day")
    replied = spoke.filter(spoke.target == member).join(days, "id").select("day", person="member")
    deeds = log.deeds.filter(log.deeds.kind == "reaction_added")
    own = messages(log).filter(messages(log).member == member).select(subject="message")
    reacted = deeds.mutate(day=day_of(log, deeds)).semi_join(own, "subject").select("day", person="member")
    both: Table = replied.union(reacted)
    return by_week(log.rows(both.filter(both.person.notnull(), both.person != member).distinct()))


def endorsed(log: Log, member: int) -> People:
    """Return the answers of the member that were taken, and their contributions that a host marked; each once."""
    kinds = ("answer_accepted", "answer_refused", "contribution_marked", "contribution_unmarked")
    rows = log.deeds.filter(log.deeds.kind.isin(kinds), log.deeds.member == member)
    rows = rows.mutate(
        day=day_of(log, rows), message=number_in(rows.data, "message"), host=text_in(rows.data, "by_host")
    )
    stands: dict[int, int] = {}
    for row in log.rows(rows.order_by("t", "id").select("kind", "subject", "message", "host", "day")):
        if row["kind"].startswith("contribution") and row["host"] != "true":
            continue
        words = row["message"] if row["kind"].startswith("contribution") else row["subject"]
        if row["kind"] in ("answer_accepted", "contribution_marked"):
            stands.setdefault(words, row["day"])
        else:
            stands.pop(words, None)
    return by_week({"day": day, "person": words} for words, day in stands.items())


def follower_series(log: Log, profile: int, weeks: range) -> tuple[int, ...]:
    """Return how many follow a profile at the end of each week; who leaves the community follows nobody."""
    kinds = ("profile_followed", "member_left", "member_removed")
    rows = log.deeds.filter(log.deeds.kind.isin(kinds)).order_by("t", "id")
    rows = rows.select("kind", "member", "subject", day=day_of(log, rows), on=text_in(rows.data, "on"))
    now: set[int] = set()
    at_end: dict[int, int] = {}
    for row in log.rows(rows):
        if row["kind"] != "profile_followed" or row["on"] != "true":
            if row["kind"] != "profile_followed" or row["subject"] == profile:
                now.discard(row["member"])
        elif row["subject"] == profile:
            now.add(row["member"])
        at_end[week_of(row["day"])] = len(now)
    return filled(at_end, weeks)


def filled(at_end: dict[int, int], weeks: range) -> tuple[int, ...]:
    """Return the count of each week; where nothing changed, it is that of the week before."""
    before = [week for week in sorted(at_end) if week < weeks.start]
    count = at_end[before[-1]] if before else 0
    found = []
    for week in weeks:
        count = at_end.get(week, count)
        found.append(count)
    return tuple(found)
