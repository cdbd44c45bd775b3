"""Columns: what readers come back for, and how their number goes."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.dates import WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.communities.queries.profiles import profiles_of
from coterie.kit.clock import now
from coterie.rituals.domain.column import archive_column, create_column, edit_column
from coterie.rituals.models import Column
from coterie.rituals.queries.columns import columns_run_by, ripe_views
from coterie.rituals.rules import WINDOW, trend_of
from coterie.web.attempt import attempt
from coterie.web.console.content_form import ColumnForm
from coterie.web.console.content_words import trend_sentence
from coterie.web.console.ritual_form import Choices
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404


@dataclass(frozen=True, slots=True)
class ColumnLine:
    """A column in the list: the days it promises, who saw its latest pieces, and what that means."""

    column: Column
    days: str
    views: list[int]
    sentence: str


def lines_of(columns: list[Column]) -> list[ColumnLine]:
    """Return columns as pages show them."""
    views = ripe_views([row.pk for row in columns], now())
    return [
        ColumnLine(row, days_of(row), (seen := views.get(row.pk, []))[-WINDOW:], trend_sentence(trend_of(seen)))
        for row in columns
    ]


def days_of(row: Column) -> str:
    """Return the days that a column promises."""
    return ", ".join(str(WEEKDAYS_ABBR[day]) for day in row.weekdays)


def profile_choices(community: Community) -> Choices:
    """Return whose a column can be."""
    return [(str(pk), name) for pk, name in profiles_of(community.pk).values_list("pk", "name")]


@console_page("engage", Permission.SEE_CONSOLE)
def columns(request: HttpRequest, community: Community) -> HttpResponse:
    """Show the columns, and how many see their pieces."""
    actor = actor_of(request)
    rows = lines_of(list(columns_run_by(actor, community.pk)))
    words = {"rows": rows, "may_edit": may(actor, Permission.EDIT_RITUALS, community.pk)}
    return render(request, "console/columns.html", words)


@console_page("engage", Permission.EDIT_RITUALS)
def new_column(request: HttpRequest, community: Community) -> HttpResponse:
    """Make a column."""
    form = ColumnForm(request.POST or None, profiles=profile_choices(community))
    facts = {"community": community.pk, "actor": actor_of(request), "now": now()}
    if form.is_valid() and attempt(form, create_column, **form.cleaned_data, **facts) is not None:
        return redirect("console:columns", community.slug)
    words = {"form": form, "title": _("New column"), "back": "console:columns"}
    return render(request, "console/form.html", words, status=422 if form.errors else 200)


def column_at(request: HttpRequest, community: Community, key: str) -> Column:
    """Find a column, or 404."""
    return one_or_404(columns_run_by(actor_of(request), community.pk), key=key)


@console_page("engage", Permission.EDIT_RITUALS)
def column(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Show how a column goes, and change it."""
    row = column_at(request, community, key)
    form = ColumnForm(request.POST or None, initial=ColumnForm.initial_of(row), profiles=profile_choices(community))
    facts = {"column": row.pk, "actor": actor_of(request), "now": now()}
    if form.is_valid() and attempt(form, edit_column, **form.cleaned_data, **facts) is not None:
        return redirect("console:column", community.slug, key)
    [line] = lines_of([row])
    return render(
        request, "console/column.html", {"row": row, "line": line, "form": form}, status=422 if form.errors else 200
    )


@require_POST
@console_page("engage", Permission.EDIT_RITUALS)
def column_state(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """End a column, or let it go on."""
    row, on = column_at(request, community, key), request.POST.get("on") != "0"
    archive_column(column=row.pk, on=on, actor=actor_of(request), now=now())
    return redirect("console:columns", community.slug)
