"""What becomes of people's first messages."""

from dataclasses import dataclass

import ibis
from ibis.expr.types import Table

from coterie.review.enums import Answered
from coterie.review.queries.answers import answers, waits
from coterie.review.queries.log import Log
from coterie.review.queries.messages import messages
from coterie.review.rules.period import DAY, MINUTE, SECOND_US

FAST = 10 * MINUTE
RETURN_FROM, RETURN_TO = 30 * DAY, 60 * DAY


@dataclass(frozen=True, slots=True)
class Fate:
    """Newcomers whose first message was answered alike, and how many of them came back."""

    answered: Answered
    people: int
    returned: int
    """Wrote again in the days 30 to 59 after the first message; only people whose day 60 is over are judged."""
    judged: int
    pending: int
    """People whose day 60 is not over."""

    @property
    def return_rate(self) -> float | None:
        """Share of the judged who returned; None while nobody can be judged."""
        return self.returned / self.judged if self.judged else None


@dataclass(frozen=True, slots=True)
class Newcomers:
    """People whose first message ever falls in the period.

    Interest communities see 40 % return of those answered within 10 minutes, 32 % of those answered after a day or
    never.
    """

    people: int
    answered_10m_share: float | None
    """Kaplan-Meier share answered within 10 minutes; None where answers cannot be seen."""
    median_answer_s: float | None
    fates: tuple[Fate, ...]

    @property
    def judged(self) -> int:
        """People whose day 60 is over."""
        return sum(fate.judged for fate in self.fates)

    @property
    def returned_share(self) -> float | None:
        """Share of the judged who wrote again in the days 30 to 59."""
        return sum(fate.returned for fate in self.fates) / self.judged if self.judged else None


def first_messages(log: Log) -> Table:
    """The first message of each newcomer of the period: id, t, member, group, answered."""
    said = messages(log)
    order = ibis.row_number().over(group_by="member", order_by=["t", "id"])
    firsts = said.filter(said.member.notnull()).select("id", "t", "member").mutate(place=order)
    ours = log.during(firsts.filter(firsts.place == 0))
    return answers(log).semi_join(ours, "id")


def newcomers(log: Log) -> Newcomers:
    """Follow the newcomers of the period."""
    firsts = log.keep("first_messages", lambda: first_messages(log))
    survival = waits(log, firsts)
    grouped = {row.pop("fate"): row for row in log.rows(fates(log, firsts))}
    found = tuple(Fate(fate, **grouped[fate]) for fate in Answered if fate in grouped)
    seen = any(fate.answered in (Answered.FAST, Answered.SLOW) for fate in found)
    return Newcomers(
        people=sum(fate.people for fate in found),
        answered_10m_share=survival.ended_by(FAST) if seen else None,
        median_answer_s=survival.median if seen else None,
        fates=found,
    )


def fates(log: Log, firsts: Table) -> Table:
    """Count newcomers by how they were answered: fate, people, returned, judged, pending."""
    end = log.period.end
    later = messages(log).select("member", again="t")
    pairs = firsts.join(later, "member")
    age = pairs.again - pairs.t
    back = pairs.filter(age >= RETURN_FROM * SECOND_US, age < RETURN_TO * SECOND_US).select("member").distinct()
    followed = firsts.left_join(back, "member").mutate(fate=fate_of(firsts, end))
    ripe = followed.t + RETURN_TO * SECOND_US <= end
    return followed.group_by("fate").aggregate(
        people=followed.count(),
        returned=followed.count(where=ripe & followed.member_right.notnull()),
        judged=followed.count(where=ripe),
        pending=followed.count(where=~ripe),
    )


def fate_of(firsts: Table, end: int) -> ibis.Value:
    """Name what became of a first message; while its day is not over, no answer means nothing yet."""
    waited = (ibis.coalesce(firsts.answered, end) - firsts.t) / SECOND_US
    answered = firsts.answered.notnull()
    return ibis.cases(
        (answered & (waited <= FAST), Answered.FAST.value),
        (answered & (waited <= DAY), Answered.SLOW.value),
        (~answered & (waited < DAY), Answered.PENDING.value),
        else_=Answered.LATE.value,
    )
