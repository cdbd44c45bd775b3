"""The parts of a report as JSON."""

from collections.abc import Mapping
from datetime import timedelta

from coterie.kit.json import Json
from coterie.review.enums import Hint, Step
from coterie.review.queries.activity import EPOCH_DAY
from coterie.review.queries.alarms import Alarm
from coterie.review.queries.answers import FirstResponse
from coterie.review.queries.funnel import Funnel, FunnelStep
from coterie.review.queries.leaders import Leader
from coterie.review.queries.newcomers import Newcomers
from coterie.review.queries.retention import BRACKETS, Retention
from coterie.review.rules.lever import Verdict


def response_json(response: FirstResponse | None) -> dict[str, Json]:
    """Return how soon people are answered."""
    if response is None:
        return {"median_s": None, "answered_share": None}
    return {
        "median_s": response.median_s,
        "answered_share": response.answered_share,
        "horizon_s": response.horizon_s,
        "messages": response.messages,
        "answered": response.answered,
    }


def newcomers_json(found: Newcomers) -> dict[str, Json]:
    """Return what became of newcomers."""
    return {
        "people": found.people,
        "answered_10m_share": found.answered_10m_share,
        "median_answer_s": found.median_answer_s,
        "returned_share": found.returned_share,
        "judged": found.judged,
        "by_answer": [
            {
                "answered": fate.answered,
                "people": fate.people,
                "returned": fate.returned,
                "judged": fate.judged,
                "pending": fate.pending,
                "rate": fate.return_rate,
            }
            for fate in found.fates
        ],
    }


def funnel_json(funnel: Funnel) -> list[Json]:
    """Return every step in order, also those of which nothing is known."""
    known = {step.step: step for step in funnel.steps}
    return [step_json(step, known.get(step)) for step in Step]


def step_json(step: Step, found: FunnelStep | None) -> dict[str, Json]:
    """Return one step, blank where nothing is known of it."""
    counts = ("entered", "rate", "pending", "judged", "kept")
    return {"step": step, **{name: getattr(found, name, None) for name in counts}}


def retention_json(retention: Retention) -> dict[str, Json]:
    """Return the map of cohorts."""
    return {
        "unit": "week",
        "overall": list(retention.overall),
        "brackets": [list(bracket) for bracket in BRACKETS],
        "cohorts": [
            {
                "week": (EPOCH_DAY + timedelta(days=cohort.monday)).isoformat(),
                "size": cohort.size,
                "classic": list(cohort.classic),
                "rolling": list(cohort.rolling),
                "bracket": list(cohort.bracket),
            }
            for cohort in retention.cohorts
        ],
    }


def leader_json(leader: Leader, names: Mapping[int, str]) -> dict[str, Json]:
    """Return one candidate, by name where one is given."""
    return {
        "member": names.get(leader.member, leader.member),
        "id": leader.member,
        "helped": leader.helped,
        "rank_low": leader.rank_low,
        "rank_high": leader.rank_high,
        "trust": leader.trust,
    }


def alarm_json(alarm: Alarm) -> dict[str, Json]:
    """Return one alarm."""
    return {"at": alarm.at.isoformat(), "kind": alarm.kind, "why": alarm.why, "group": alarm.group}


def verdict_json(verdict: Verdict) -> dict[str, Json]:
    """Return the weakest step; `undecided` stands for every case in which none is named, `hint` says which."""
    named = not isinstance(verdict.step, Hint)
    return {
        "step": verdict.step if named else Hint.UNDECIDED,
        "p_best": verdict.p_best,
        "gain": verdict.gain,
        "hint": None if named else verdict.step,
        "levers": [
            {"step": lever.step, "p_best": lever.p_best, "gain": lever.gain, "own": lever.own, "aim": lever.aim}
            for lever in verdict.levers
        ],
    }
