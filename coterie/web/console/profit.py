"""The profit statement: each figure opens into the rows that make it."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.growth.queries.campaigns import campaigns_run_by
from coterie.growth.queries.measures import drive_of
from coterie.joining.queries.channels import channels_visible_to
from coterie.joining.queries.spending import Spent, spent_on_channels
from coterie.kit.clock import now
from coterie.market.enums import ProfitLine
from coterie.market.queries.ledger_words import kind_called
from coterie.market.queries.offers import offers_run_by
from coterie.market.queries.orders import currencies_of
from coterie.market.queries.profit import Asked, ProfitRow, Statement, rows_behind, statement_of
from coterie.web.console.books_form import ProfitForm
from coterie.web.csv import csv_answer
from coterie.web.place import console_page
from coterie.web.request import actor_of, page_of


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and what the channels cost of that."""

    form: ProfitForm
    asked: Asked
    spent: list[Spent]

    @property
    def on_channels(self) -> int:
        """What the channels cost."""
        return sum(one.amount for one in self.spent)


def question_of(request: HttpRequest, community: Community) -> Question:
    """Read the question from the address. Neither an offer nor a campaign bears the cost of channels."""
    actor = actor_of(request)
    campaigns = campaigns_run_by(actor, community.pk)
    whose = {
        "offer": [(str(row.pk), row.title) for row in offers_run_by(actor, community.pk)],
        "channel": [(str(row.pk), row.name) for row in channels_visible_to(actor, community.pk)],
        "campaign": [(row.key, row.name) for row in campaigns],
    }
    currencies = [(one, one) for one in currencies_of(actor, community.pk, community.currency)]
    form = ProfitForm(request.GET, whose=whose, currencies=currencies)
    drive = next((drive_of(row, now()) for row in campaigns if row.key == form.campaign_key), None)
    (first, last), period = form.days(now(), community.timezone), form.period(now(), community.timezone)
    asked = Asked(
        community=community.pk, currency=form.in_currency or community.currency, since=period.since,
        until=period.until, drive=drive, **form.whose,
    )  # fmt: skip
    days: dict[str, Any] = {"first_day": first, "last_day": last, "currency": asked.currency, "channel": asked.channel}
    spent = [] if asked.offer is not None or drive else spent_on_channels(actor, community.pk, **days)
    return Question(form, asked, spent)


def answer_to(request: HttpRequest, question: Question) -> Statement:
    """Return the statement that answers a question."""
    return statement_of(actor_of(request), question.asked, on_channels=question.on_channels)


@console_page("earn", Permission.SEE_REVIEW)
def profit(request: HttpRequest, community: Community) -> HttpResponse:
    """Show what came in, what it cost and what is left."""
    question = question_of(request, community)
    first, last = question.form.days(now(), community.timezone)
    statement = answer_to(request, question)
    words = {
        "form": question.form, "first_day": first, "last_day": last, "statement": statement,
        "lines": [(line, line.label, amount) for line, amount in statement.lines.items()],
        "currency": question.asked.currency, "query": question.form.query(),
        "may_edit": may(actor_of(request), Permission.EDIT_OFFERS, community.pk),
    }  # fmt: skip
    return render(request, "console/profit.html", words)


@console_page("earn", Permission.SEE_REVIEW)
def profit_csv(request: HttpRequest, community: Community) -> HttpResponseBase:
    """Hand the statement over as CSV."""
    question = question_of(request, community)
    statement = answer_to(request, question)
    lines = [(str(line), amount, question.asked.currency) for line, amount in statement.lines.items()]
    lines += [("profit", statement.profit, question.asked.currency)]
    return csv_answer(f"{community.slug}-profit", ("line", "amount_minor", "currency"), lines)


@console_page("earn", Permission.SEE_REVIEW)
def profit_rows(request: HttpRequest, community: Community, line: str) -> HttpResponse:
    """Show the rows behind one figure."""
    if line not in ProfitLine.values:
        raise Http404
    question = question_of(request, community)
    first, last = question.form.days(now(), community.timezone)
    table = rows_of(request, question, ProfitLine(line))
    words = {
        "line": ProfitLine(line), "total": sum(row["amount"] for row in table), "rows": page_of(request, table),
        "first_day": first, "last_day": last, "currency": question.asked.currency, "query": question.form.query(),
    }  # fmt: skip
    return render(request, "console/profit_rows.html", words)


def rows_of(request: HttpRequest, question: Question, line: ProfitLine) -> list[dict[str, Any]]:
    """Return the rows behind a figure as the table shows them."""
    if line == ProfitLine.CHANNELS:
        return [
            {"at": one.first_day, "until": one.last_day, "what": one.name, "of": one.note, "amount": -one.amount}
            for one in question.spent
        ]
    return [shown(row) for row in rows_behind(actor_of(request), question.asked, line)]


def shown(row: ProfitRow) -> dict[str, Any]:
    """Return one row as the table shows it."""
    what = kind_called(row.kind) if row.kind else ""
    return {"at": row.at, "what": what, "of": row.order, "entry": row.entry, "amount": row.amount}
