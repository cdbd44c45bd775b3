"""What plans are to bring in the coming year."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.kit.clock import now
from coterie.kit.money import Money
from coterie.market.queries.plan_standing import plans_standing
from coterie.review.queries.plan_outlook import AHEAD, PlanOutlook, plan_outlook
from coterie.review.queries.words import money
from coterie.web.csv import csv_answer
from coterie.web.drawing.line import Series
from coterie.web.place import console_page
from coterie.web.request import actor_of


def outlook_of(request: HttpRequest, community: Community) -> PlanOutlook:
    """Return the forecast of today."""
    at = now()
    rows = list(plans_standing(actor_of(request), community.pk, now=at, until=at + AHEAD))
    return plan_outlook(rows, zone=community.timezone, now=at)


@console_page("earn", Permission.SEE_REVIEW)
def plan_forecast(request: HttpRequest, community: Community) -> HttpResponse:
    """Show what plans are to bring, month by month."""
    found = outlook_of(request, community)
    may_edit = may(actor_of(request), Permission.EDIT_OFFERS, community.pk)
    words = {"outlook": found, "chart": chart_of(found, community.currency), "may_edit": may_edit}
    return render(request, "console/plan_forecast.html", words)


@console_page("earn", Permission.SEE_REVIEW)
def plan_forecast_csv(request: HttpRequest, community: Community) -> HttpResponseBase:
    """Hand the forecast over as a table, in minor units."""
    found, currency = outlook_of(request, community), community.currency
    lines = ((month.first.isoformat(), month.amount, month.low, month.high, currency) for month in found.months)
    head = ("month", "amount", "low", "high", "currency")
    return csv_answer(f"{community.slug}-plan-forecast", head, lines)


def chart_of(found: PlanOutlook, currency: str) -> dict[str, Any]:
    """Return the picture, its sentence and its table."""
    names = {"amount": _("To be expected"), "low": _("At least"), "high": _("At most")}
    series = [
        Series(title, [float(Money(getattr(month, name), currency).decimal) for month in found.months])
        for name, title in names.items()
    ]
    rows = [
        (date_format(month.first, "F Y"), *(money(Money(getattr(month, name), currency)) for name in names))
        for month in found.months
    ]
    told = _("Together %(amount)s in twelve months, by who renewed so far.")
    return {
        "series": series, "labels": [date_format(month.first, "M") for month in found.months],
        "sentence": told % {"amount": money(Money(found.amount, currency))},
        "table": {"head": [_("Month"), *names.values()], "rows": rows},
    }  # fmt: skip
