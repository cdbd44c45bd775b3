"""The comparison of channels and placements, and the rows behind each of its figures."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.kit.clock import now
from coterie.review.queries.activity import EPOCH_DAY
from coterie.review.queries.log import Log, open_log
from coterie.review.queries.way_rows import Asked, Counted, rows_behind
from coterie.review.queries.ways import Way, channels_compared, codes_compared
from coterie.review.queries.ways_sheet import ways_sentence, ways_sheet
from coterie.review.rules.period import Period, Scope, days_before
from coterie.web.console.way_names import Called, called_in
from coterie.web.console.way_rows import table_of
from coterie.web.console.way_table import columns, lines_of
from coterie.web.console.ways_form import WaysForm
from coterie.web.csv import csv_answer
from coterie.web.place import console_page
from coterie.web.request import actor_of, page_of


@contextmanager
def opened(request: HttpRequest, community: Community) -> Iterator[tuple[WaysForm, Log, Period]]:
    """Open the log as it is known now, with the period that is asked for."""
    form, moment = WaysForm(request.GET), now()
    with open_log(Scope(community=community.pk, now=moment, zone=community.timezone)) as log:
        yield form, log, form.period(moment, community.timezone) or log.period


def compared(log: Log, form: WaysForm, period: Period, called: Called) -> tuple[list[Way], list[Way]]:
    """Return the ways of the platform that is asked for: channels, and codes of placements."""
    before = days_before(period) if form.has_before else None
    shown = [way for way in channels_compared(log, period, before) if called.is_on(way.channel, form.on)]
    kept = {way.channel for way in shown}
    codes = [way for way in codes_compared(log, period, before) if way.channel in kept and way.code in called.places]
    return shown, codes


def days_of(period: Period) -> dict[str, date]:
    """Return the first and the last local day of a period."""
    first, last = (EPOCH_DAY + timedelta(days=day) for day in (period.first_day, period.whole_days_end - 1))
    return {"first_day": first, "last_day": max(first, last)}


@console_page("draw_in", Permission.SEE_REVIEW)
def comparison(request: HttpRequest, community: Community) -> HttpResponse:
    """Compare where people come from: what each channel and placement brings and costs."""
    called = called_in(actor_of(request), community.pk)
    with opened(request, community) as (form, log, period):
        channels, codes = compared(log, form, period, called)
    words = {
        "form": form,
        "lines": lines_of(channels, codes, called, request, community),
        "sentence": ways_sentence(channels, called.channels, community.currency),
        "columns": columns(),
        **days_of(period),
    }
    return render(request, "console/comparison.html", words)


@console_page("draw_in", Permission.SEE_REVIEW)
def comparison_csv(request: HttpRequest, community: Community) -> HttpResponseBase:
    """Hand the comparison over as CSV."""
    called = called_in(actor_of(request), community.pk)
    with opened(request, community) as (form, log, period):
        channels, codes = compared(log, form, period, called)
    sheet = ways_sheet(channels, codes, names=called.channels, places=called.places, currency=community.currency)
    rows = [["" if cell is None else cell for cell in row] for row in sheet.rows]
    return csv_answer(f"{community.slug}-channels", sheet.names, rows)


@console_page("draw_in", Permission.SEE_REVIEW)
def figure_rows(request: HttpRequest, community: Community, counted: str) -> HttpResponse:
    """Show the rows behind one figure of the comparison."""
    if counted not in list(Counted):
        raise Http404
    called = called_in(actor_of(request), community.pk)
    way = called.asked(request.GET.get("channel", ""), request.GET.get("placement", ""))
    with opened(request, community) as (form, log, period):
        rows = rows_behind(log, Counted(counted), Asked(*way, period))
    table = table_of(Counted(counted), rows, called, actor_of(request), community)
    back = reverse("console:comparison", args=[community.slug]) + form.query()
    words = {"table": table, "name": called.named(*way), "back": back, "rows": page_of(request, table.rows)}
    return render(request, "console/figure_rows.html", words | days_of(period))
