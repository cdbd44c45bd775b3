"""What a live code did, hour by hour."""

from datetime import date, datetime
from typing import Any

from django.http import HttpRequest
from ninja import Field, Query, Router, Schema

from coterie.api.codes import code_at
from coterie.communities.enums import Permission
from coterie.kit.clock import now
from coterie.review.queries.code_hours import AGAIN, JOINED, MACHINE, SEATED, WAITING, CodeHour, code_hours
from coterie.review.queries.log import open_log
from coterie.review.rules.period import Scope

router = Router(tags=["live codes"])


class Day(Schema):
    """A day of the community's calendar."""

    day: date


class HourOut(Schema):
    """An hour of the community's clock in which something happened."""

    at: datetime
    seated: int = Field(description="visitors who got their first seat")
    no_seat: int
    again: int = Field(description="repeated looks")
    machines: int
    joined: int
    slots: dict[str, int] = Field(description="slot -> seats that it gave")
    passed_over: dict[str, int] = Field(description="reason -> visitors for whom a slot was passed over")


class HoursOut(Schema):
    """The hours of a day in which something happened, in their order."""

    hours: list[HourOut]


@router.get("/communities/{slug}/codes/{code}/hours", response=HoursOut)
def hours(request: HttpRequest, slug: str, code: str, asked: Query[Day]) -> dict[str, Any]:
    """Say of each hour of a day who got a seat, in which slot, and why others were passed over."""
    row = code_at(request, slug, code, Permission.SEE_CONSOLE)
    with open_log(Scope(community=row.community_id, now=now(), zone=row.community.timezone)) as log:
        found = code_hours(log, row.pk, asked.day)
    return {"hours": [shown(hour) for hour in found]}


def shown(hour: CodeHour) -> dict[str, Any]:
    """Return an hour as the API shows it."""
    return {
        "at": hour.at,
        "seated": hour.done[SEATED],
        "no_seat": hour.done[WAITING],
        "again": hour.done[AGAIN],
        "machines": hour.done[MACHINE],
        "joined": hour.done[JOINED],
        "slots": {str(slot): count for slot, count in hour.slots.items()},
        "passed_over": dict(hour.passed_over),
    }
