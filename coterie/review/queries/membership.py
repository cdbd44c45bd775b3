"""Who belonged, and who of them stayed silent."""

from dataclasses import dataclass

import ibis
from ibis.expr.types import Table

from coterie.review.queries.log import Log
from coterie.review.queries.messages import spoken

JOINS = ("member_joined", "group_joined")
HEADCOUNTS = ("members", "authors", "joined", "left", "at_end")


@dataclass(frozen=True, slots=True)
class Membership:
    """The people of a period."""

    members: int
    """People who belonged at any moment of the period, or wrote in it."""
    at_end: int
    """People who belonged when it ended."""
    joined: int
    left: int
    lurker_share: float | None
    """Members without a message in the period / members."""


def moves(log: Log) -> Table:
    """Comings and goings in the scope, up to the period's end: id, t, member, group, inside (after it)."""
    return log.keep("moves", lambda: move_rows(log))


def move_rows(log: Log) -> Table:
    """Compute `moves`: of the community itself, or of the group that is looked at.

    Leaving the community ends every seat, even where no leaving of the group was written.
    """
    events = log.deeds
    own = ("member_joined", "member_left", "member_removed")
    rows = events.filter(events.kind.isin(own))
    if log.scope.group is not None:
        seats = events.filter(events.kind.isin(("group_joined", "group_left")), events.group == log.scope.group)
        ends = rows.filter(rows.kind != "member_joined").semi_join(seats, "member")
        rows = seats.union(ends)
    return rows.filter(rows.member.notnull()).select("id", "t", "member", inside=rows.kind.isin(JOINS))


def standing(moves_before: Table) -> Table:
    """The last move of each member: member, inside."""
    latest = ibis.row_number().over(group_by="member", order_by=[ibis.desc("t"), ibis.desc("id")])
    return moves_before.mutate(place=latest).filter(lambda row: row.place == 0).select("member", "inside")


def belonging(log: Log) -> Table:
    """The members of the period, one row each: member."""
    before = standing(moves(log).filter(moves(log).t < log.period.start))
    arrived = log.during(moves(log))
    wrote = spoken(log)
    parts = (
        before.filter(before.inside).select("member"),
        arrived.filter(arrived.inside).select("member"),
        wrote.filter(wrote.member.notnull()).select("member"),
    )
    return ibis.union(*parts, distinct=True)


def membership(log: Log) -> Membership:
    """Count who belonged, came, went and stayed silent."""
    came, now_inside = log.during(moves(log)), standing(moves(log))
    counted = log.one(
        ibis.union(
            headcount("members", belonging(log)),
            headcount("authors", spoken(log)),
            headcount("joined", came.filter(came.inside)),
            headcount("left", came.filter(~came.inside)),
            headcount("at_end", now_inside.filter(now_inside.inside)),
        ).aggregate(**{name: ibis._.people.max(where=ibis._.what == name) for name in HEADCOUNTS})
    )
    members, authors = counted["members"], counted["authors"]
    return Membership(
        members=members,
        at_end=counted["at_end"],
        joined=counted["joined"],
        left=counted["left"],
        lurker_share=(members - authors) / members if members else None,
    )


def headcount(what: str, rows: Table) -> Table:
    """Count the different people of some rows, under a name."""
    return rows.aggregate(people=rows.member.nunique()).mutate(what=ibis.literal(what))
