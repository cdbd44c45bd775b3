"""Statements of providers, held against the books."""

from collections.abc import Iterator
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.kit.clock import now
from coterie.market.domain.statement import add_statement, book_fees
from coterie.market.enums import Verdict
from coterie.market.models import Statement
from coterie.market.queries.statements import Report, report_of, statements_run_by
from coterie.market.queries.ways import PROVIDED
from coterie.web.attempt import attempt
from coterie.web.console.provider_form import StatementForm
from coterie.web.csv import csv_answer
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404, page_of

EDIT, SEE = Permission.EDIT_OFFERS, Permission.SEE_REVIEW
CHOICES = [(way.name, way.called) for way in PROVIDED.values()]


@console_page("earn", SEE)
def statements(request: HttpRequest, community: Community) -> HttpResponse:
    """List the statements, and take one more."""
    actor, form = actor_of(request), StatementForm(request.POST or None, request.FILES or None, providers=CHOICES)
    if request.method == "POST" and form.is_valid():
        made = handed_in(request, community, form)
        if made:
            return redirect("console:statement", community.slug, made.key)
    rows = page_of(request, statements_run_by(actor, community.pk))
    words = {"form": form, "rows": rows, "may_edit": may(actor, EDIT, community.pk)}
    return render(request, "console/statements.html", words, status=422 if form.errors else 200)


def handed_in(request: HttpRequest, community: Community, form: StatementForm) -> Statement | None:
    """Take the file that was chosen."""
    given = form.cleaned_data
    return attempt(
        form, add_statement, community=community.pk, provider=given["provider"], name=given["file"].name,
        file=given["file"].read(), actor=actor_of(request), now=now(),
    )  # fmt: skip


def statement_at(request: HttpRequest, community: Community, key: str) -> Statement:
    """Find a statement, or 404."""
    return one_or_404(statements_run_by(actor_of(request), community.pk), key=key)


@console_page("earn", SEE)
def statement(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Show what agrees and what does not."""
    row, verdict = statement_at(request, community, key), request.GET.get("verdict", "")
    report = report_of(row)
    shown = [one for one in report.rows if not verdict or one.verdict == verdict]
    words: dict[str, Any] = {
        "row": row, "report": report, "rows": page_of(request, shown), "verdict": verdict,
        "missing": report.missing if verdict in ("", Verdict.NOT_THERE) else [],
        "verdicts": [(one.value, one.label, report.counts.get(one.value, 0)) for one in Verdict],
        "may_edit": may(actor_of(request), EDIT, community.pk), "currency": community.currency,
    }  # fmt: skip
    return render(request, "console/statement.html", words)


@console_page("earn", SEE)
def statement_csv(request: HttpRequest, community: Community, key: str) -> HttpResponseBase:
    """Hand the report over as CSV."""
    report = report_of(statement_at(request, community, key))
    head = ("line", "at", "kind", "order", "external", "amount_minor", "fee_minor", "currency", "verdict", "ours_minor")
    return csv_answer(f"{community.slug}-statement", head, cells_of(report))


def cells_of(report: Report) -> Iterator[tuple[object, ...]]:
    """Yield the lines of a report: those of the statement, and what is missing in it."""
    for one in report.rows:
        row, order = one.row, one.payment.order.number if one.payment else ""
        facts = (row.number, row.at.isoformat(), row.kind, order, row.external, row.amount, row.fee, row.currency)
        yield (*facts, one.verdict.value, one.ours)
    for paid in report.missing:
        at = paid.paid_at.isoformat() if paid.paid_at else ""
        known: tuple[object, ...] = ("", at, "paid", paid.order.number, paid.external, "", "", paid.order.currency)
        yield (*known, Verdict.NOT_THERE.value, paid.amount)


@require_POST
@console_page("earn", EDIT)
def statement_fees(request: HttpRequest, community: Community, key: str) -> HttpResponse:
    """Book the fees that are not in the books."""
    row = statement_at(request, community, key)
    count = book_fees(statement=row.pk, actor=actor_of(request), now=now())
    said = ngettext("%(n)s fee was booked.", "%(n)s fees were booked.", count) % {"n": count}
    messages.success(request, said if count else _("All fees are booked already."))
    return redirect("console:statement", community.slug, key)
