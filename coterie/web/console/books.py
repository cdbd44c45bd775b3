"""The books: accounts, what moved them, and each entry with what it belongs to."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

from coterie.communities.enums import Permission
from coterie.communities.models import Community
from coterie.communities.queries.access import may
from coterie.kit.clock import now
from coterie.market.queries.entry import sheet_of
from coterie.market.queries.journal import JournalLine, hledger_text, journal_of
from coterie.market.queries.ledger import accounts_run_by, entries_run_by, legs_run_by
from coterie.market.queries.ledger_words import accounts_called, code_of, kind_called
from coterie.platform.ledger.models import LedgerAccount, LedgerLeg
from coterie.web.console.books_form import DaysForm, LegsForm
from coterie.web.csv import csv_answer
from coterie.web.place import console_page
from coterie.web.request import actor_of, one_or_404, page_of


@console_page("earn", Permission.SEE_REVIEW)
def books(request: HttpRequest, community: Community) -> HttpResponse:
    """List the accounts with what is on them."""
    rows = page_of(request, accounts_run_by(actor_of(request), community.pk))
    names = accounts_called(actor_of(request), community.pk, rows)
    lines = [(row, names[row.pk]) for row in rows]
    form = DaysForm(request.GET)
    may_edit = may(actor_of(request), Permission.EDIT_OFFERS, community.pk)
    return render(request, "console/books.html", {"rows": rows, "lines": lines, "form": form, "may_edit": may_edit})


@console_page("earn", Permission.SEE_REVIEW)
def books_csv(request: HttpRequest, community: Community) -> HttpResponseBase:
    """Hand the accounts over as CSV."""
    rows = list(accounts_run_by(actor_of(request), community.pk))
    names = accounts_called(actor_of(request), community.pk, rows)
    lines = ((code_of(row), names[row.pk], row.book, row.balance, row.legs) for row in rows)
    return csv_answer(f"{community.slug}-accounts", ("code", "name", "book", "balance_minor", "entries"), lines)


def asked_legs(request: HttpRequest, community: Community, row: LedgerAccount) -> tuple[LegsForm, QuerySet[LedgerLeg]]:
    """Return what is asked for of an account, and the legs that it has of that."""
    known = legs_run_by(actor_of(request), community.pk, row.pk).order_by()
    kinds = sorted(known.values_list("entry__kind", flat=True).distinct())
    form = LegsForm(request.GET, kinds=[(kind, kind_called(kind)) for kind in kinds])
    facts = form.facts(now(), community.timezone)
    return form, legs_run_by(actor_of(request), community.pk, row.pk, **facts)


@console_page("earn", Permission.SEE_REVIEW)
def account(request: HttpRequest, community: Community, number: int) -> HttpResponse:
    """Show what moved an account."""
    row = one_or_404(accounts_run_by(actor_of(request), community.pk), pk=number)
    form, legs = asked_legs(request, community, row)
    rows = page_of(request, legs)
    name = accounts_called(actor_of(request), community.pk, [row])[row.pk]
    lines = [(leg, kind_called(leg.entry.kind)) for leg in rows]
    words = {"account": row, "name": name, "form": form, "rows": rows, "lines": lines, "query": form.query()}
    return render(request, "console/account.html", words)


@console_page("earn", Permission.SEE_REVIEW)
def account_csv(request: HttpRequest, community: Community, number: int) -> HttpResponseBase:
    """Hand over what moved an account as CSV."""
    row = one_or_404(accounts_run_by(actor_of(request), community.pk), pk=number)
    _form, legs = asked_legs(request, community, row)
    lines = (
        (leg.at.isoformat(), leg.entry_id, leg.entry.kind, leg.amount, leg.balance, row.book) for leg in legs.iterator()
    )
    head = ("at", "entry", "kind", "amount_minor", "balance_minor", "book")
    return csv_answer(f"{community.slug}-account-{row.pk}", head, lines)


@console_page("earn", Permission.SEE_REVIEW)
def entry(request: HttpRequest, community: Community, number: int) -> HttpResponse:
    """Show an entry with its legs and what it belongs to."""
    row = one_or_404(entries_run_by(actor_of(request), community.pk), pk=number)
    return render(request, "console/entry.html", {"sheet": sheet_of(actor_of(request), row)})


def asked_journal(request: HttpRequest, community: Community) -> Iterator[list[JournalLine]]:
    """Return the lines of each entry in money of the days that are asked for, the earliest first."""
    period = DaysForm(request.GET).period(now(), community.timezone)
    facts: dict[str, Any] = {"book": community.currency, "since": period.since, "until": period.until}
    entries = entries_run_by(actor_of(request), community.pk, **facts).order_by("at", "pk")
    return journal_of(actor_of(request), community.pk, list(entries), zone=community.timezone)


@console_page("earn", Permission.SEE_REVIEW)
def journal_csv(request: HttpRequest, community: Community) -> HttpResponseBase:
    """Hand the journal of a period over as CSV, as accountants read one."""
    head = ("date", "entry", "account", "account_name", "debit", "credit", "currency", "text")
    lines = (
        (
            line.day, line.entry, line.account, line.name, line.debit.decimal if line.debit else "",
            line.credit.decimal if line.credit else "", line.currency, line.text,
        )
        for lines in asked_journal(request, community)
        for line in lines
    )  # fmt: skip
    return csv_answer(f"{community.slug}-journal", head, lines)


@console_page("earn", Permission.SEE_REVIEW)
def journal_text(request: HttpRequest, community: Community) -> HttpResponse:
    """Hand the journal of a period over as text that hledger reads."""
    answer = HttpResponse(hledger_text(asked_journal(request, community)), content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{community.slug}.journal"'
    return answer
