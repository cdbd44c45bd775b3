"""The review: its figures, and the tables behind its pictures."""

from collections.abc import Callable
from datetime import date, datetime, time
from enum import StrEnum
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema

from coterie.api.found import community_at
from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.groups.queries.groups import group_keys
from coterie.kit.clock import now
from coterie.kit.errors import Invalid, NotFound
from coterie.members.queries.members import keys_of, names_of
from coterie.review.queries.activity import activity
from coterie.review.queries.activity_sheet import activity_sheet, hours_sheet
from coterie.review.queries.funnel import join_funnel
from coterie.review.queries.funnel_sheet import funnel_sheet
from coterie.review.queries.log import Log, open_log
from coterie.review.queries.report import Report, as_json, report_of
from coterie.review.queries.retention import retention
from coterie.review.queries.retention_sheet import retention_sheet
from coterie.review.queries.sheet import Sheet
from coterie.review.queries.ties import who_talks_to_whom
from coterie.review.queries.ties_sheet import ties_sheet
from coterie.review.rules.period import Scope
from coterie.review.rules.period import asked as scope_asked

router = Router(tags=["review"])


class Stretch(Schema):
    """Which days, both included; without them the whole history. `group` is a key."""

    since: date | None = None
    until: date | None = None
    group: str = ""


class Picture(StrEnum):
    """A picture of the review."""

    FUNNEL = "funnel"
    RETENTION = "retention"
    ACTIVITY = "activity"
    HOURS = "hours"
    TIES = "ties"


class SheetOut(Schema):
    """A picture as a table, with the sentence that says what it means; shares are from 0 to 1, null is unknown."""

    title: str
    sentence: str
    columns: list[str]
    names: list[str]
    rows: list[list[str | int | float | date | None]]


def ties_of(log: Log) -> Sheet:
    """Return who talks to whom, by name."""
    found = who_talks_to_whom(log)
    people = {tie.source for tie in found.strongest} | {tie.target for tie in found.strongest}
    return ties_sheet(found, names_of(log.scope.community, people))


SHEETS: dict[Picture, Callable[[Log], Sheet]] = {
    Picture.FUNNEL: lambda log: funnel_sheet(join_funnel(log)),
    Picture.RETENTION: lambda log: retention_sheet(retention(log)),
    Picture.ACTIVITY: lambda log: activity_sheet(activity(log)),
    Picture.HOURS: lambda log: hours_sheet(activity(log)),
    Picture.TIES: ties_of,
}


@router.get("/communities/{slug}/review", response=dict[str, Any])
def review(request: HttpRequest, slug: str, asked: Query[Stretch]) -> dict[str, Any]:
    """Review a community: the fields of `coterie review`, groups and members by key."""
    community = community_at(request, slug, Permission.SEE_REVIEW)
    with open_log(scope_of(community, asked)) as log:
        report = report_of(log)
    return keyed(community.pk, report)


@router.get("/communities/{slug}/review/{picture}", response=SheetOut)
def picture(request: HttpRequest, slug: str, picture: Picture, asked: Query[Stretch]) -> Sheet:
    """Show a picture of the review as a table."""
    community = community_at(request, slug, Permission.SEE_REVIEW)
    with open_log(scope_of(community, asked)) as log:
        return SHEETS[picture](log)


def scope_of(community: Community, asked: Stretch) -> Scope:
    """Return what is to be reviewed."""
    if asked.since and asked.until and asked.since > asked.until:
        raise Invalid(_("The first day is after the last."), field="since")
    days = {"since": at_midnight(asked.since), "until": at_midnight(asked.until)}
    group = group_called(community.pk, asked.group) if asked.group else None
    return scope_asked(community.pk, **days, group=group, zone=community.timezone, now=now())


def at_midnight(day: date | None) -> datetime | None:
    """Return the local day as the review takes it."""
    return datetime.combine(day, time()) if day else None


def group_called(community: int, key: str) -> int:
    """Return the group with a key."""
    for pk, known in group_keys(community).items():
        if known == key:
            return pk
    raise NotFound(_("There is no such group."), field="group")


def keyed(community: int, report: Report) -> dict[str, Any]:
    """Return a report as the outside may see it: with keys where the log has numbers."""
    people = [leader.member for leader in report.leaders]
    shown: dict[str, Any] = dict(as_json(report, names_of(community, people)))
    groups, members = group_keys(community), keys_of(community, people)
    for one in [*shown["groups"], *shown["alarms"]]:
        one["group"] = groups.get(one["group"])
    for leader in shown["leaders"]:
        leader["key"] = members.get(leader.pop("id"))
    return shown
