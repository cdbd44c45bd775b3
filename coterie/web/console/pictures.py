"""The pictures of a review, each with its sentence, its table and its CSV."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coterie.members.queries.members import names_of
from coterie.review.queries.activity import EPOCH_DAY, activity
from coterie.review.queries.activity_sheet import activity_sheet, hours_sheet
from coterie.review.queries.funnel import Funnel, FunnelStep, join_funnel
from coterie.review.queries.funnel_sheet import funnel_sheet
from coterie.review.queries.leaders import leaders
from coterie.review.queries.log import Log
from coterie.review.queries.retention import retention
from coterie.review.queries.retention_sheet import retention_sheet
from coterie.review.queries.sheet import Sheet
from coterie.review.queries.ties import Ties, who_talks_to_whom
from coterie.review.queries.ties_sheet import ties_sheet
from coterie.review.queries.weakest import weakest_step
from coterie.review.queries.words import percent, step_name
from coterie.review.rules.lever import Verdict
from coterie.web.drawing.line import Series

FEWEST_WEEKS = 8
DRAWN_TIES = 120
"""Ties in the picture; the table and the CSV hold more."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A sheet with what the template draws of it."""

    name: str
    sheet: Sheet
    drawing: object
    formula: str = ""

    @property
    def table(self) -> dict[str, Any]:
        """The table view."""
        rows = [[percent(cell) if isinstance(cell, float) else cell for cell in row] for row in self.sheet.rows]
        return {"head": self.sheet.columns, "rows": rows}


@dataclass(frozen=True, slots=True)
class Bar:
    """A step of the funnel as it is drawn."""

    label: str
    count: int
    rate: float | None
    pending: int
    weakest: bool


def funnel_picture(log: Log) -> Picture:
    """Draw the way from the first look to the first friend; the weakest step is the one in red."""
    funnel = join_funnel(log)
    return picture_of(funnel, weakest_step(funnel))


def picture_of(funnel: Funnel, verdict: Verdict) -> Picture:
    """Draw a funnel that was counted."""
    return Picture("funnel", funnel_sheet(funnel), [bar(step, step.step == verdict.step) for step in funnel.steps])


def bar(step: FunnelStep, weakest: bool) -> Bar:  # noqa: FBT001 - named in the call
    """Return one step as it is drawn."""
    return Bar(step_name(step.step), step.entered, step.rate, step.pending, weakest)


def retention_picture(log: Log) -> Picture:
    """Draw who of each week still writes."""
    found = retention(log)
    known = [week for cohort in found.cohorts for week, share in enumerate(cohort.classic) if share is not None]
    weeks = max([*known, FEWEST_WEEKS - 1]) + 1
    rows = [(day_of(cohort.monday), str(cohort.size), cohort.classic[:weeks]) for cohort in found.cohorts]
    return Picture("retention", retention_sheet(found), {"rows": rows, "weeks": [str(week) for week in range(weeks)]})


def day_of(number: int) -> str:
    """Write a day of the log's count for a head or an axis, where the year is known."""
    return date_format(EPOCH_DAY + timedelta(days=number), "MONTH_DAY_FORMAT")


def activity_picture(log: Log) -> Picture:
    """Draw the messages of each day."""
    found = activity(log)
    series = [Series(_("Messages"), [day.messages for day in found.days])]
    labels = [date_format(day.day, "MONTH_DAY_FORMAT") for day in found.days]
    return Picture("activity", activity_sheet(found), {"series": series, "labels": labels})


def hours_picture(log: Log) -> Picture:
    """Draw the hours of the week in which people write."""
    sheet = hours_sheet(activity(log))
    rows = [(row[0], "", row[1:]) for row in sheet.rows]
    return Picture("hours", sheet, {"rows": rows, "hours": sheet.columns[1:]})


def ties_picture(log: Log) -> Picture:
    """Draw who talks to whom."""
    found = who_talks_to_whom(log)
    people = {tie.source for tie in found.strongest} | {tie.target for tie in found.strongest}
    names = names_of(log.scope.community, people)
    return Picture("ties", ties_sheet(found, names), graph_of(found, names))


def graph_of(found: Ties, names: Mapping[int, str]) -> dict[str, Any]:
    """Return the strongest ties as nodes and links."""
    ties = found.strongest[:DRAWN_TIES]
    weight: dict[int, int] = {}
    for tie in ties:
        weight[tie.source] = weight.get(tie.source, 0) + tie.messages
        weight.setdefault(tie.target, 0)
    nodes = [{"id": str(one), "name": names.get(one, "?"), "value": value} for one, value in weight.items()]
    links = [{"source": str(tie.source), "target": str(tie.target), "value": tie.messages} for tie in ties]
    return {"nodes": nodes, "links": links}


def leaders_picture(log: Log) -> Picture:
    """List the candidates for opinion leader."""
    found = leaders(log)
    names = names_of(log.scope.community, [leader.member for leader in found])
    rows = [(names.get(one.member, "?"), one.helped, f"{one.rank_low}–{one.rank_high}", one.trust) for one in found]
    sentence = (
        _("%(name)s helped the most different people: %(count)s.") % {"name": rows[0][0], "count": rows[0][1]}
        if rows
        else _("Nobody has answered anybody in this time.")
    )
    columns = (_("Member"), _("Different people helped"), _("Rank, 90 % range"), _("Share of attention"))
    sheet = Sheet(_("Whose word carries"), sentence, columns, ("member", "helped", "rank", "trust"), rows)
    formula = _("Different people answered, closed rings left out; the range holds nine of ten resampled ranks.")
    return Picture("leaders", sheet, None, formula)


PICTURES: dict[str, Callable[[Log], Picture]] = {
    "funnel": funnel_picture,
    "retention": retention_picture,
    "activity": activity_picture,
    "hours": hours_picture,
    "ties": ties_picture,
    "leaders": leaders_picture,
}
