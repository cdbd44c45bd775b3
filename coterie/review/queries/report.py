"""The review of a community or a group: every figure of a period at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from coterie.kit.json import Json
from coterie.review.enums import GroupState
from coterie.review.queries.alarms import Alarm, alarms
from coterie.review.queries.answers import FirstResponse, first_response
from coterie.review.queries.earnings import Earnings, earnings
from coterie.review.queries.expenses import Expenses, expenses
from coterie.review.queries.funnel import Funnel, join_funnel
from coterie.review.queries.leaders import Leader, leaders
from coterie.review.queries.log import Log, open_log
from coterie.review.queries.membership import Membership, membership
from coterie.review.queries.newcomers import Newcomers, newcomers
from coterie.review.queries.profit_json import profit_json
from coterie.review.queries.reasons import reasons_for
from coterie.review.queries.report_json import (
    alarm_json,
    funnel_json,
    leader_json,
    newcomers_json,
    response_json,
    retention_json,
    verdict_json,
)
from coterie.review.queries.retention import Retention, retention
from coterie.review.queries.rhythm import group_states, state_now
from coterie.review.queries.stickiness import Stickiness, stickiness
from coterie.review.queries.voices import Voices, voices
from coterie.review.queries.weakest import weakest_step
from coterie.review.rules.lever import Verdict
from coterie.review.rules.period import Period, Scope, asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All figures; those that the log cannot show are None and have a reason."""

    scope: Scope
    period: Period
    voices: Voices
    membership: Membership
    stickiness: Stickiness | None
    first_response: FirstResponse | None
    newcomers: Newcomers
    funnel: Funnel
    retention: Retention
    leaders: tuple[Leader, ...]
    group_state: GroupState | None
    group_states: Mapping[int, GroupState]
    alarms: tuple[Alarm, ...]
    weakest: Verdict
    earnings: tuple[Earnings, ...]
    expenses: Mapping[str, Expenses] | None


def review_of(
    community: int,
    *,
    now: datetime,
    since: datetime | None = None,
    until: datetime | None = None,
    group: int | None = None,
    zone: str = "UTC",
) -> Report:
    """Review a community or one of its groups, from the lake and the log's tail.

    `since` and `until` are moments, or local days where they carry no zone (`until` is then the last day). Without
    them the whole history is reviewed. Only what happened before `until` is known.
    """
    with open_log(asked(community, since=since, until=until, group=group, now=now, zone=zone)) as log:
        return report_of(log)


def report_of(log: Log) -> Report:
    """Compute every figure of an opened log."""
    funnel = join_funnel(log)
    return Report(
        scope=log.scope,
        period=log.period,
        voices=voices(log),
        membership=membership(log),
        stickiness=stickiness(log),
        first_response=first_response(log),
        newcomers=newcomers(log),
        funnel=funnel,
        retention=retention(log),
        leaders=leaders(log),
        group_state=state_now(log),
        group_states=group_states(log),
        alarms=alarms(log),
        weakest=weakest_step(funnel),
        earnings=earnings(log),
        expenses=expenses(log),
    )


def as_json(report: Report, names: Mapping[int, str] | None = None) -> dict[str, Json]:
    """Return the report in the form of the contract of `coterie review`; `names` says what to call members."""
    said, people, steady = report.voices, report.membership, report.stickiness
    return {
        "from": report.period.since.isoformat(),
        "to": report.period.until.isoformat(),
        "messages": said.messages,
        "authors": said.authors,
        "members": people.members,
        "members_at_end": people.at_end,
        "joined": people.joined,
        "left": people.left,
        "lurker_share": people.lurker_share,
        "gini": said.gini,
        "top1_share": said.top1_share,
        "top10_share": said.top10_share,
        "effective_speakers": said.effective_speakers,
        "absence_factor": said.absence_factor,
        "dau_mau": steady.dau_mau if steady else None,
        "first_response": response_json(report.first_response),
        "newcomers": newcomers_json(report.newcomers),
        "funnel": funnel_json(report.funnel),
        "retention": retention_json(report.retention),
        "leaders": [leader_json(leader, names or {}) for leader in report.leaders],
        "group_state": report.group_state,
        "groups": [{"group": group, "state": state} for group, state in report.group_states.items()],
        "alarms": [alarm_json(alarm) for alarm in report.alarms],
        "weakest": verdict_json(report.weakest),
        "profit": profit_json(report.earnings, report.expenses),
        "reasons": reasons_for(report),
    }
