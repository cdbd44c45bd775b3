"""Entries of projects, teams and payouts are about no payment, though it may have the same number."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import transaction

from coterie.joining.domain.channel import create_channel
from coterie.market.enums import ProfitLine
from coterie.market.queries.books import escrow, money_of, revenue
from coterie.market.queries.entry import sheet_of
from coterie.market.queries.journal import journal_of
from coterie.market.queries.profit import Asked, rows_behind, statement_of
from coterie.platform.ledger.models import LedgerEntry
from coterie.platform.ledger.posting import book_entry
from tests.cast import NOW, Cast
from tests.market.stall import on_sale, order, pay

pytestmark = pytest.mark.django_db


def test_a_won_project_is_told_of_no_order_with_its_number(cast: Cast) -> None:
    alice, pen = cast.actor("alice"), on_sale(cast, left=None, price=111)
    channel = create_channel(community=cast.table.pk, name="Flyer", actor=alice, now=NOW).pk
    paid = pay(cast, order(cast, pen, channel=channel))
    with transaction.atomic():
        book = money_of(cast.table.pk, cast.table.currency)
        moves = {escrow(7): 3000, revenue(pen.offer_id): -3000}
        won = book_entry(key="won:7", kind="won", book=book, moves=moves, at=NOW, subject=paid.pk).entry

    asked = Asked(community=cast.table.pk, currency=cast.table.currency, since=NOW, until=NOW + timedelta(days=1))
    entry = LedgerEntry.objects.get(pk=won)
    statement, rows = (
        statement_of(alice, replace(asked, channel=channel)),
        rows_behind(alice, asked, ProfitLine.REVENUE),
    )
    sheet, [lines] = sheet_of(alice, entry), journal_of(alice, cast.table.pk, [entry], zone="UTC")

    assert statement.lines[ProfitLine.REVENUE] == 111
    assert {row.kind: (row.order, row.amount) for row in rows} == {"sale": (paid.order.number, 111), "won": ("", 3000)}
    assert (sheet.payment, sheet.order) == (None, None)
    assert {line.text for line in lines} == {"A project was won"}
