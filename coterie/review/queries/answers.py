"""Whether people are answered, and how soon."""

from dataclasses import dataclass

import ibis
from ibis.expr.types import Table

from coterie.review.queries.log import Log
from coterie.review.queries.messages import mentions, messages, replies
from coterie.review.rules.period import DAY, SECOND_US
from coterie.review.rules.survival import Survival, kaplan_meier

MENTION_ANSWERS_WITHIN = DAY
"""A mention answers what its person wrote up to a day before; a reply answers its message whenever it comes."""
WATCHED_PART = 0.9
"""`answered_share` is read at most at the time for which a tenth of the messages has been watched."""


@dataclass(frozen=True, slots=True)
class FirstResponse:
    """Time from a message to its first answer by another person.

    An answer replies to the message, or comes up to a day later in the same group and mentions its author. Messages
    without an answer count as waiting until the end of the period (Kaplan-Meier), so recent ones do not spoil the
    figure. A flat chat where nobody replies or mentions has no figure at all.
    """

    messages: int
    answered: int
    median_s: float | None
    """Seconds until half are answered; None when more than half never are."""
    answered_share: float
    """Share answered within `horizon_s`: `1 - S(horizon)`."""
    horizon_s: float
    """A day, or less when the period is too short to tell."""


def answers(log: Log) -> Table:
    """Every message with its first answer: id, t, member, group, answered (microseconds, or null)."""
    return log.keep("answers", lambda: answer_rows(log))


def answer_rows(log: Log) -> Table:
    """Compute `answers` from replies and mentions."""
    said = messages(log).select("id", "t", "member", "group")
    replied = replies(log)
    # A reply whose clock runs behind its question answers at once.
    replied = replied.group_by(asked_id=replied.answered).aggregate(
        replied=ibis.greatest(replied.t, replied.asked).min()
    )
    mentioned = next_mentions(log)
    both = said.left_join(replied, said.id == replied.asked_id).left_join(mentioned, said.id == mentioned.mentioned_id)
    return both.select("id", "t", "member", "group", answered=ibis.least(both.replied, both.mentioned))


def next_mentions(log: Log) -> Table:
    """The first mention of its author after each message, if it comes in time: mentioned_id, mentioned.

    Messages and mentions of one person in one group are laid in one line; each message looks ahead for a mention.
    """
    called = mentions(log)
    said = messages(log).semi_join(called.select(member=called.target).distinct(), "member")
    none = ibis.null("int64")
    line = ibis.union(
        said.select("id", "t", "group", person=said.member, called=none),
        called.select("id", "t", "group", person=called.target, called=called.t),
    )
    onwards = ibis.window(group_by=["person", "group"], order_by=["t", "id"], preceding=0)
    line = line.mutate(ahead=line.called.min().over(onwards))
    in_time = line.ahead - line.t <= MENTION_ANSWERS_WITHIN * SECOND_US
    return line.filter(line.called.isnull(), in_time).select(mentioned_id=line.id, mentioned=line.ahead)


def waits(log: Log, asked: Table) -> Survival:
    """Estimate how long some messages of `answers` wait, in whole seconds."""
    seconds = (ibis.coalesce(asked.answered, log.period.end) - asked.t) // SECOND_US
    grouped = asked.group_by(seconds=seconds, ended=asked.answered.notnull()).aggregate(messages=asked.count())
    found = log.table(grouped)
    return kaplan_meier(*(found[name].to_numpy(zero_copy_only=False) for name in ("seconds", "ended", "messages")))


def horizon(log: Log, asked: Table) -> float:
    """Return the seconds after which a share can be read: a day, or as long as a tenth was watched."""
    watched = (log.period.end - asked.t) / SECOND_US
    longest = log.one(asked.aggregate(watched=watched.quantile(WATCHED_PART)))["watched"]
    return float(min(DAY, longest or 0))


def first_response(log: Log) -> FirstResponse | None:
    """Measure how soon the period's messages are answered; None where nobody ever replied or mentioned anybody."""
    return log.once("first_response", lambda: measured_response(log))


def measured_response(log: Log) -> FirstResponse | None:
    """Compute `first_response`."""
    asked = log.during(answers(log))
    asked = asked.filter(asked.member.notnull())
    counted = log.one(asked.aggregate(messages=asked.count(), answered=asked.answered.count()))
    if not counted["answered"]:
        return None
    survival, limit = waits(log, asked), horizon(log, asked)
    return FirstResponse(**counted, median_s=survival.median, answered_share=survival.ended_by(limit), horizon_s=limit)
