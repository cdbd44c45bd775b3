"""The review."""

from datetime import date, datetime, time
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema

from coterie.api.found import community_at
from coterie.api.groups import group_at
from coterie.communities.enums import Permission
from coterie.kit.clock import now
from coterie.kit.errors import Invalid
from coterie.members.queries.members import names_of
from coterie.review.queries.report import as_json, review_of

router = Router(tags=["review"])


class Stretch(Schema):
    """Which days, both included; without them the whole history. `group` is a key."""

    since: date | None = None
    until: date | None = None
    group: str = ""


@router.get("/communities/{slug}/review", response=dict[str, Any])
def review(request: HttpRequest, slug: str, asked: Query[Stretch]) -> dict[str, Any]:
    """Review a community: the fields of `coterie review`."""
    community = community_at(request, slug, Permission.SEE_REVIEW)
    group = group_at(request, slug, asked.group, Permission.SEE_REVIEW).pk if asked.group else None
    if asked.since and asked.until and asked.since > asked.until:
        raise Invalid("the first day is after the last", field="since")
    days = {"since": at_midnight(asked.since), "until": at_midnight(asked.until)}
    report = review_of(community.pk, **days, group=group, zone=community.timezone, now=now())
    names = names_of(community.pk, [leader.member for leader in report.leaders])
    return as_json(report, names)


def at_midnight(day: date | None) -> datetime | None:
    """Return the local day as the review takes it."""
    return datetime.combine(day, time()) if day else None
