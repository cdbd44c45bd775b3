"""What speaks for a member as a seed member: plain measures of what they did."""

from collections import defaultdict
from statistics import median

import ibis

from coterie.review.queries.acts import acts
from coterie.review.queries.engine import number_in, text_in
from coterie.review.queries.leaders import help_in
from coterie.review.queries.log import Log
from coterie.review.queries.messages import messages, replies
from coterie.review.queries.rallied import responses
from coterie.review.rules.period import DAY, SECOND_US

Figures = dict[int, float]
"""A measure by member; who is not there did nothing of the kind, or nothing is known of them."""

DAYS, HELPED, SETTLED, TOOK_PART, BROUGHT = "days", "helped", "settled", "took_part", "brought"
SPEED, RALLIES = "speed", "rallies"
ABSENT = {DAYS: 0.0, HELPED: 0.0, SETTLED: 0.0, TOOK_PART: 0.0, BROUGHT: 0.0, SPEED: -30.0 * DAY}
"""What it means not to be in a measure: none, or slower than anybody. Who was never called is not measured by calls."""
PARTS = ("checked_in", "vote_cast", "trial_answered", "ticket_scanned")
FEWEST_REPLIES = 3


def figures_of(log: Log) -> dict[str, Figures]:
    """Return every measure by its name, over the period; rallies look back 90 days."""
    known = help_in(log)
    return {
        DAYS: active_days(log),
        HELPED: {int(who): float(count) for who, count in zip(known.numbers, known.helped, strict=True) if count},
        SETTLED: settled(log),
        TOOK_PART: took_part(log),
        BROUGHT: brought(log),
        SPEED: speed(log),
        RALLIES: {member: one.rate for member, one in responses(log).items() if one.rate is not None},
    }


def active_days(log: Log) -> Figures:
    """Count the days on which each member did something."""
    done = log.during(acts(log))
    rows = done.group_by("member").aggregate(days=done.day.nunique())
    return {row["member"]: float(row["days"]) for row in log.rows(rows)}


def settled(log: Log) -> Figures:
    """Count the different people whose question each member settled; what was taken back does not count."""
    turns = log.during(log.deeds.filter(log.deeds.kind.isin(("answer_accepted", "answer_refused"))))
    turns = turns.mutate(question=number_in(turns.data, "question"))
    asked = messages(log).select(question="message", asker="member")
    pairs = turns.join(asked, "question").order_by("t", "id").select("kind", "subject", "member", "asker")
    stands: dict[int, tuple[int, int]] = {}
    for row in log.rows(pairs):
        if row["kind"] == "answer_accepted" and row["asker"] != row["member"]:
            stands[row["subject"]] = row["member"], row["asker"]
        else:
            stands.pop(row["subject"], None)
    people: dict[int, set[int]] = defaultdict(set)
    for member, asker in stands.values():
        people[member].add(asker)
    return {member: float(len(askers)) for member, askers in people.items()}


def took_part(log: Log) -> Figures:
    """Count sessions in which each member spoke, check-ins, votes, trials and gatherings they came to."""
    deeds = log.during(log.deeds.filter(log.deeds.kind.isin(PARTS)))
    parts = deeds.group_by("member").aggregate(times=deeds.count())
    found: dict[int, float] = defaultdict(float)
    for row in log.rows(parts):
        found[row["member"]] += row["times"]
    for row in log.rows(sessions(log)):
        found[row["member"]] += row["times"]
    return dict(found)


def sessions(log: Log) -> ibis.expr.types.Table:
    """Count the sessions in which each member spoke while they were open: member, times."""
    events = log.deeds
    opened = events.filter(events.kind == "occurrence_opened").select("subject", place="group", begin="t")
    closed = events.filter(events.kind == "occurrence_closed").select("subject", end="t")
    held = log.during(opened.mutate(t=opened.begin)).drop("t").join(closed, "subject")
    said = log.during(messages(log))
    inside = said.join(held, (said.group == held.place) & (said.t >= held.begin) & (said.t < held.end))
    return inside.filter(inside.member.notnull()).group_by("member").aggregate(times=inside.subject.nunique())


def brought(log: Log) -> Figures:
    """Count the people who joined by naming each member."""
    passed = log.during(log.deeds.filter(log.deeds.kind == "threshold_answered", log.deeds.member.notnull()))
    named = passed.mutate(inviter=number_in(passed.data, "inviter"), how=text_in(passed.data, "kind"))
    named = named.filter(named.inviter.notnull(), named.how == "referral")
    rows = named.group_by("inviter").aggregate(people=named.member.nunique())
    return {row["inviter"]: float(row["people"]) for row in log.rows(rows)}


def speed(log: Log) -> Figures:
    """Return minus the seconds within which each member gave half of their answers, of those who gave three."""
    rows = log.during(replies(log)).select("member", seconds=(ibis._.t - ibis._.asked) // SECOND_US)
    waits: dict[int, list[float]] = defaultdict(list)
    for row in log.rows(rows):
        waits[row["member"]].append(max(float(row["seconds"]), 1.0))
    return {member: -median(each) for member, each in waits.items() if len(each) >= FEWEST_REPLIES}
