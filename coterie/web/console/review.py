"""Step 8: the review."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.groups.queries.groups import group_names
from coterie.kit.clock import now
from coterie.review.queries.log import open_log
from coterie.review.queries.report import report_of
from coterie.review.rules.period import Scope, asked
from coterie.web.console.period_form import PeriodForm
from coterie.web.console.pictures import PICTURES
from coterie.web.console.verdict import told_alarms, verdict_sentence
from coterie.web.place import console_page


def form_of(request: HttpRequest, community: Community) -> PeriodForm:
    """Return the filter of a review."""
    return PeriodForm(request.GET, groups=list(group_names(community.pk).items()))


def scope_of(form: PeriodForm, community: Community) -> Scope:
    """Return what the review looks at."""
    return asked(community.pk, **form.facts(now()), now=now(), zone=community.timezone)


@console_page("review", Permission.SEE_REVIEW)
def review(request: HttpRequest, community: Community) -> HttpResponse:
    """Show the period with its pictures."""
    form = form_of(request, community)
    with open_log(scope_of(form, community)) as log:
        report = report_of(log)
        pictures = {name: draw(log) for name, draw in PICTURES.items()}
    told = told_alarms(report.alarms, group_names(community.pk))
    words = {"form": form, "report": report, "alarms": told, "verdict": verdict_sentence(report.weakest), **pictures}
    return render(request, "console/review.html", words)


@console_page("review", Permission.SEE_REVIEW)
def picture_csv(request: HttpRequest, community: Community, name: str) -> HttpResponse:
    """Hand one picture's table over as CSV."""
    if name not in PICTURES:
        raise Http404
    with open_log(scope_of(form_of(request, community), community)) as log:
        sheet = PICTURES[name](log).sheet
    answer = HttpResponse("\ufeff" + sheet.csv(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{community.slug}-{name}.csv"'
    return answer
