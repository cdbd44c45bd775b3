"""Step 6: what a campaign is to bring, before it is held."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.growth.rules.campaign import Campaign
from coterie.growth.rules.campaign_file import campaign_of
from coterie.growth.rules.forecast import MOST_COLUMNS, forecast
from coterie.web.attempt import attempt
from coterie.web.console.forecast_form import EXAMPLE, ForecastForm
from coterie.web.console.forecast_sheet import CSV_HEAD, csv_rows, forecast_sheet
from coterie.web.csv import csv_answer
from coterie.web.place import console_page
from coterie.web.request import actor_of


def asked_of(request: HttpRequest) -> tuple[ForecastForm, Campaign | None]:
    """Return the form with what the address says, or with an example, and the campaign if it is one."""
    form = ForecastForm(request.GET or EXAMPLE)
    return form, attempt(form, campaign_of, given=form.given()) if form.is_valid() else None


@console_page("spread", Permission.SEE_CONSOLE)
def spread(request: HttpRequest, community: Community) -> HttpResponse:
    """Lead to the first page of the step."""
    return redirect("console:campaigns", community.slug)


@console_page("spread", Permission.SEE_CONSOLE)
def campaign_forecast(request: HttpRequest, community: Community) -> HttpResponse:
    """Show members, cost and profit to come, and from where on the campaign pays."""
    form, made = asked_of(request)
    words: dict[str, Any] = {"form": form, "is_example": not request.GET, "query": query_of(form)}
    words["may_see"] = may(actor_of(request), Permission.SEE_MEMBERS, community.pk)
    if made:
        words["sheet"] = forecast_sheet(made, community.currency)
    return render(request, "console/forecast.html", words, status=200 if made else 422)


def query_of(form: ForecastForm) -> str:
    """Return the address that asks for the same."""
    query = QueryDict(mutable=True)
    query.update({name: value for name in form.fields if (value := form.data.get(name))})
    return query.urlencode()


@console_page("spread", Permission.SEE_CONSOLE)
def forecast_csv(request: HttpRequest, community: Community) -> HttpResponseBase:
    """Hand the forecast over as a table by day."""
    form, made = asked_of(request)
    if made is None:
        return redirect(f"{reverse('console:forecast', args=[community.slug])}?{query_of(form)}")
    rows = csv_rows(forecast(made, columns=MOST_COLUMNS), community.currency)
    return csv_answer(f"{community.slug}-forecast", CSV_HEAD, rows)
