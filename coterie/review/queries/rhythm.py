"""The rhythm of each group, and of the community as one room."""

from collections import defaultdict
from typing import Any

import ibis
from ibis.expr.types import Table

from coterie.review.enums import GroupState
from coterie.review.queries.log import Log
from coterie.review.queries.membership import JOINS
from coterie.review.queries.messages import addressed, messages
from coterie.review.rules.period import DAY, HOUR, SECOND_US, WEEK
from coterie.review.rules.rhythm import RECENT_WEEKS, Rhythm, state_of

WEEKS_BACK = 26
WHOLE = 0
"""The number under which the whole scope is kept beside its groups; no group has it."""


def rhythms(log: Log) -> dict[int, Rhythm]:
    """Return the rhythm of every group with a message, by its number, and of the scope as a whole under `WHOLE`."""
    return log.once("rhythms", lambda: rhythms_of(log))


def state_now(log: Log) -> GroupState | None:
    """Return the state at the end of the period of what is looked at; None when nobody ever wrote."""
    rhythm = rhythms(log).get(log.scope.group or WHOLE)
    return state_of(rhythm) if rhythm else None


def group_states(log: Log) -> dict[int, GroupState]:
    """Return the state of every group in which somebody wrote."""
    return {room: state_of(rhythm) for room, rhythm in sorted(rhythms(log).items()) if room != WHOLE}


def rhythms_of(log: Log) -> dict[int, Rhythm]:
    """Measure `rhythms`."""
    silences = by_group(log.rows(silence(log)))
    talk = by_group(log.rows(conversation(log)))
    growth = by_group(log.rows(gains(log)))
    weeks: dict[int, dict[int, int]] = defaultdict(dict)
    for row in log.rows(weekly_speakers(log)):
        weeks[row["room"]][row["week"]] = row["speakers"]
    return {
        room: Rhythm(
            silent_days=(log.period.end - row["last"]) / SECOND_US / DAY,
            gap_p95=float(row["gap"] or 0),
            weeks=[weeks[room].get(week, 0) for week in range(age_in_weeks(log, row["first"]))],
            gained=growth.get(room, {}).get("gained", 0),
            recent=talk.get(room, {}).get("recent", 0),
            answering=talk.get(room, {}).get("answering", 0),
        )
        for room, row in silences.items()
    }


def by_group(rows: list[dict[str, Any]]) -> dict[int, dict[str, Any]]:
    """Index rows by room."""
    return {row["room"]: row for row in rows}


def age_in_weeks(log: Log, first: int) -> int:
    """Return how many weeks, counted back from the end, a group has been spoken in; at most half a year."""
    return min(WEEKS_BACK, max(1, -(-(log.period.end - first) // (WEEK * SECOND_US))))


def in_rooms(rows: Table) -> Table:
    """Lay every row into its group's room and into the whole."""
    whole = rows.mutate(room=ibis.literal(WHOLE, "int64"))
    return whole.union(rows.filter(rows.group.notnull()).mutate(room=rows.group))


def silence(log: Log) -> Table:
    """First and last message and the usual gap between days with messages: room, first, last, gap."""
    rows = in_rooms(messages(log))
    days = rows.group_by("room", "day").aggregate(first=rows.t.min(), last=rows.t.max())
    gap = days.day - days.day.lag().over(group_by="room", order_by="day")
    days = days.mutate(gap=gap)
    return days.group_by("room").aggregate(
        first=days["first"].min(), last=days["last"].max(), gap=days.gap.quantile(0.95)
    )


def weeks_ago(log: Log, rows: Table) -> ibis.Value:
    """Return how many whole weeks before the end something happened."""
    return (log.period.end - 1 - rows.t) // (WEEK * SECOND_US)


def weekly_speakers(log: Log) -> Table:
    """Different people who wrote, per room and week back from the end: room, week, speakers."""
    rows = in_rooms(messages(log))
    rows = rows.mutate(week=weeks_ago(log, rows)).filter(lambda row: row.week < WEEKS_BACK)
    return rows.group_by("room", "week").aggregate(speakers=rows.member.nunique())


def conversation(log: Log) -> Table:
    """Recent messages, and those that belong to a conversation: room, recent, answering."""
    said = messages(log)
    said = said.filter(weeks_ago(log, said) < RECENT_WEEKS)
    turn = ibis.window(group_by="group", order_by=["t", "id"])
    said = said.mutate(before=said.member.lag().over(turn), since=said.t - said.t.lag().over(turn))
    spoke = addressed(log).select("id").distinct().mutate(to_somebody=True)
    joined = said.left_join(spoke, "id")
    follows = (joined.before != joined.member) & (joined.since <= HOUR * SECOND_US)
    rows = in_rooms(joined.mutate(answers=joined.to_somebody.notnull() | follows.coalesce(False)))
    return rows.group_by("room").aggregate(recent=rows.count(), answering=rows.count(where=rows.answers))


def gains(log: Log) -> Table:
    """Members gained in the latest four weeks: room, gained."""
    events = log.deeds
    kinds = ("member_joined", "member_left", "member_removed", "group_joined", "group_left")
    moves = events.filter(events.kind.isin(kinds), weeks_ago(log, events) < RECENT_WEEKS)
    whole = moves.kind.isin(kinds[:3])
    rooms = moves.mutate(room=ibis.ifelse(whole, WHOLE, moves.group)).filter(lambda row: row.room.notnull())
    step = ibis.ifelse(rooms.kind.isin(JOINS), 1, -1)
    return rooms.group_by("room").aggregate(gained=step.sum())
