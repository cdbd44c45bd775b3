"""A live code hour by hour."""

from collections.abc import Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.joining.queries.codes import codes_visible_to
from coterie.kit.clock import now
from coterie.review.queries.code_hours import SEATED, WAITING, CodeHour, code_hours
from coterie.review.queries.log import open_log
from coterie.review.rules.period import Scope
from coterie.web.console.verdict_words import PASSED_OVER
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404

DAY = timedelta(days=1)


class DayForm(forms.Form):
    """Which day to look at; lives in the address."""

    day = forms.DateField(label=_("Day"), required=False, widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))

    def chosen(self, today: date) -> date:
        """Return the day that is asked for, else today; the log knows nothing of the future."""
        given = self.cleaned_data.get("day") if self.is_valid() else None
        return min(given or today, today)


@require_safe
@console_page("draw_in", Permission.SEE_CONSOLE)
def hours(request: HttpRequest, community: Community, code_slug: str) -> HttpResponse:
    """Say hour by hour who got a seat, in which slot, and why others were passed over."""
    code = one_or_404(codes_visible_to(actor_of(request), community.pk), slug=code_slug)
    moment, form = now(), DayForm(request.GET or None)
    today = moment.astimezone(ZoneInfo(community.timezone)).date()
    day = form.chosen(today)
    with open_log(Scope(community=community.pk, now=moment, zone=community.timezone)) as log:
        rows = code_hours(log, code.pk, day)
    words = {"code": code, "form": DayForm(initial={"day": day}), "day": day, "rows": [told(row) for row in rows]}
    around = {"before": day - DAY, "after": day + DAY if day < today else None, "line": line_of(rows)}
    return render(request, "console/code_hours.html", {**words, **around})


def told(row: CodeHour) -> dict[str, object]:
    """Return an hour as the page shows it."""
    return {
        "at": row.at,
        "done": row.done,
        "slots": sorted(row.slots.items()),
        "passed_over": [(PASSED_OVER[reason], count) for reason, count in row.passed_over.most_common()],
    }


def line_of(rows: Sequence[CodeHour]) -> list[float]:
    """Return the first looks of each hour from the first to the last one, hours without any as nothing."""
    if not rows:
        return []
    begin = rows[0].at
    places = {round((row.at - begin) / timedelta(hours=1)): row.done[SEATED] + row.done[WAITING] for row in rows}
    return [float(places.get(place, 0)) for place in range(max(places) + 1)]
