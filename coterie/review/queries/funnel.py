"""From the first look at the community to the first message, order and friend."""

from dataclasses import dataclass
from typing import Any

import ibis
from ibis.expr.types import Column, Table

from coterie.review.enums import Step
from coterie.review.queries.log import Log
from coterie.review.queries.messages import posted
from coterie.review.rules.period import SECOND_US
from coterie.review.rules.steps import JOIN_FUNNEL, Rule

TOUCHES = ("page_seen", "code_scanned")
ALWAYS = (Step.JOINED, Step.SPOKE)
"""Steps that every community has, even if nobody took them yet."""


@dataclass(frozen=True, slots=True)
class FunnelStep:
    """One step with everybody who reached it."""

    step: Step
    entered: int
    """People who reached it, old or young."""
    rate: float | None
    """`kept / judged`; None at the first step and while nobody can be judged."""
    pending: int
    """People of the step before who have not come yet and still have time."""
    judged: int
    """People of the step before whose time is over."""
    kept: int
    """How many of the judged reached this step in time."""


@dataclass(frozen=True, slots=True)
class Funnel:
    """The join funnel of a period.

    Unit: a visitor, and the member that the visitor became. Everybody enters once, with the first look ever, if that
    lies in the period. Steps are ordered: each counts only at or after the one before, and within its window.
    """

    steps: tuple[FunnelStep, ...]
    missing: tuple[Step, ...]
    """Steps nothing is known of in this community."""
    unseen_joins: int
    """People who joined in the period without a look that was recorded; they are not in the steps."""


def rules_for(log: Log) -> tuple[Rule, ...]:
    """Return the steps after the first that this community can show."""
    known = [rule for rule in JOIN_FUNNEL if rule.step in ALWAYS or log.tally(*rule.kinds).events]
    if not touched(log):
        known = [rule for rule in known if rule.step not in (Step.SCANNED, Step.JOINED)]
    return tuple(known)


def touched(log: Log) -> bool:
    """Tell whether looks are recorded; where they are not, the funnel begins with joining."""
    return log.once("touched", lambda: bool(log.tally(*TOUCHES).events and log.rows(looks(log).limit(1))))


def looks(log: Log) -> Table:
    """Every look of a visitor: at the public page or a code; for one group, at the codes that lead to it."""
    events = log.deeds
    rows = events.filter(events.kind.isin(TOUCHES), events.visitor.notnull())
    return rows if log.scope.group is None else rows.filter(rows.group == log.scope.group)


def people(log: Log) -> Table:
    """One row per entry: person, member (or null), and per step the moment it was reached, named like the step."""
    return log.keep("people", lambda: entries(log))


def entries(log: Log) -> Table:
    """Compute `people`, adding step after step."""
    rows = log.during(lookers(log)).rename(seen="t") if touched(log) else joiners(log)
    before = rows.columns[-1]
    for rule in rules_for(log):
        rows = reached(log, rows, rule, before)
        before = rule.step.value
    return rows


def lookers(log: Log) -> Table:
    """Every visitor who ever looked, with the first look and the member each became: person, member, t."""
    events = log.deeds
    firsts = looks(log).group_by(person="visitor").aggregate(t=ibis._.t.min())
    joins = events.filter(events.kind == "member_joined", events.visitor.notnull(), events.member.notnull())
    became = joins.group_by(joiner=joins.visitor).aggregate(member=joins.member.argmin(joins.t))
    return firsts.left_join(became, firsts.person == became.joiner).select("person", "member", "t")


def joiners(log: Log) -> Table:
    """Members who joined for the first time in the period."""
    joins = join_events(log)
    firsts = joins.filter(joins.member.notnull()).group_by(person=joins.member).aggregate(t=joins.t.min())
    return log.during(firsts).select("person", member="person", joined="t")


def join_events(log: Log) -> Table:
    """The joins of the scope: into the group that is looked at, or into the community."""
    events = log.deeds
    if log.scope.group is None:
        return events.filter(events.kind == "member_joined")
    return events.filter(events.kind == "group_joined", events.group == log.scope.group)


def proof(log: Log, rule: Rule) -> Table:
    """The events that show a step: who (a visitor for looks, else a member), t."""
    if rule.step == Step.SPOKE:
        rows = posted(log)
    elif rule.step == Step.JOINED:
        rows = join_events(log)
    else:
        rows = log.deeds.filter(log.deeds.kind.isin(rule.kinds))
    who = rows.visitor if rule.step == Step.SCANNED else rows.member
    return rows.select(who=who, at="t").filter(ibis._.who.notnull())


def reached(log: Log, rows: Table, rule: Rule, before: str) -> Table:
    """Add when each person reached a step, null where it was not reached in order and in time."""
    shown = proof(log, rule)
    key = rows.person if rule.step == Step.SCANNED else rows.member
    pairs = rows.filter(rows[before].notnull()).join(shown, key == shown.who)
    in_time = (pairs["at"] >= pairs[before]) & (pairs["at"] < due(pairs, rule))
    moments = pairs.filter(in_time).group_by(done=pairs.person).aggregate(**{rule.step.value: pairs["at"].min()})
    return rows.left_join(moments, rows.person == moments.done).drop("done")


def due(rows: Table, rule: Rule) -> Column:
    """The moment at which a step's window closes."""
    return rows[rule.anchor.value] + rule.window * SECOND_US


def join_funnel(log: Log) -> Funnel:
    """Count the join funnel of the period."""
    return log.once("funnel", lambda: counted_funnel(log))


def counted_funnel(log: Log) -> Funnel:
    """Compute `join_funnel`."""
    rules = rules_for(log)
    first = Step.SEEN if touched(log) else Step.JOINED
    counted = log.one(people(log).aggregate(**tallies(log, first, rules)))
    steps = [FunnelStep(first, counted[f"{first}_entered"], None, 0, 0, 0)]
    steps += [funnel_step(rule.step, counted) for rule in rules]
    shown = {step.step for step in steps}
    return Funnel(tuple(steps), tuple(step for step in Step if step not in shown), unseen_joins(log))


def tallies(log: Log, first: Step, rules: tuple[Rule, ...]) -> dict[str, Column]:
    """The counts of all steps, to be asked for at once."""
    rows = people(log)
    counts = {f"{first}_entered": rows[first.value].count()}
    before = first.value
    for rule in rules:
        for name, people_there in states(log, rule, before).items():
            counts[f"{rule.step}_{name}"] = rows.count(where=people_there)
        before = rule.step.value
    return counts


def states(log: Log, rule: Rule, before: str) -> dict[str, Column]:
    """What can have become of a person at a step: a condition on `people` for each count of `FunnelStep`."""
    rows = people(log)
    here, there = rows[before].notnull(), rows[rule.step.value].notnull()
    over = due(rows, rule) <= log.period.end
    return {"entered": there, "judged": here & over, "kept": there & over, "pending": here & ~there & ~over}


def funnel_step(step: Step, counted: dict[str, Any]) -> FunnelStep:
    """Read one step from the counts."""
    entered, judged, kept, pending = (counted[f"{step}_{name}"] for name in ("entered", "judged", "kept", "pending"))
    return FunnelStep(step, entered, kept / judged if judged else None, pending, judged, kept)


def unseen_joins(log: Log) -> int:
    """Count those who joined for the first time in the period and never looked, as far as is known."""
    if not touched(log):
        return 0
    unseen = joiners(log).anti_join(lookers(log), "member")
    return int(log.one(unseen.aggregate(n=unseen.count()))["n"])
