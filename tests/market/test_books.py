"""The books: what accounts and entries say, and journals that balance."""

import csv
import re
from collections import Counter
from decimal import Decimal
from io import StringIO

import pytest
from django.test import Client

from coterie.market.domain.refund import refund_order
from coterie.market.models import Order, Payment
from coterie.market.queries.entry import sheet_of
from coterie.market.queries.ledger import accounts_run_by, entries_run_by
from coterie.market.queries.ledger_words import accounts_called
from coterie.platform.ledger.models import LedgerAccount
from tests.cast import NOW, Cast
from tests.market.money_scenes import a_sale
from tests.market.stall import on_sale, order, pay

pytestmark = pytest.mark.django_db
HEAD = re.compile(r"(\d{4}-\d\d-\d\d) \((\d+)\) (.+)")
POSTING = re.compile(r"    (\S+)  (-?\d+(?:\.\d+)?) ([A-Z]{3})")


def read_journal(text: str) -> dict[int, list[tuple[str, Decimal]]]:
    """Read a journal as hledger's manual describes it, knowing nothing of how ours is written."""
    found: dict[int, list[tuple[str, Decimal]]] = {}
    current: list[tuple[str, Decimal]] = []
    for line in text.splitlines():
        if not line or line.startswith("account "):
            continue
        if head := HEAD.fullmatch(line):
            current = found[int(head[2])] = []
            continue
        posting = POSTING.fullmatch(line)
        assert posting, line
        current.append((posting[1], Decimal(posting[2])))
    return found


def sold_and_given_back(cast: Cast) -> Order:
    row = order(cast, on_sale(cast, title="A pen; blue", cost=300))
    pay(cast, row)
    refund_order(order=row.pk, reason="Broken", actor=cast.actor("alice"), now=NOW)
    return row


def days() -> str:
    return f"?since={NOW.date().replace(day=1)}&until={NOW.date()}"


def test_journal_for_hledger_balances_entry_by_entry_and_is_the_ledger(cast: Cast, client: Client) -> None:
    sold_and_given_back(cast)
    client.force_login(cast.accounts["alice"])

    found = read_journal(client.get(f"/console/table/earn/journal{days()}").content.decode())

    assert set(found) == set(entries_run_by(cast.actor("alice"), cast.table.pk).values_list("pk", flat=True))
    assert all(sum(amount for _account, amount in legs) == 0 for legs in found.values())
    sums: Counter[str] = Counter()
    for account, amount in (leg for legs in found.values() for leg in legs):
        sums[account] += int(amount * 100)
    rows = LedgerAccount.objects.filter(community=cast.table.pk)
    assert sums == {f"{row.kind}:{row.owner}" if row.owner else row.kind: row.balance for row in rows}


def test_journal_as_csv_has_as_much_debit_as_credit(cast: Cast, client: Client) -> None:
    sold_and_given_back(cast)
    client.force_login(cast.accounts["alice"])

    answer = b"".join(client.get(f"/console/table/earn/journal.csv{days()}").streaming_content)
    rows = list(csv.DictReader(StringIO(answer.decode("utf-8-sig"))))

    debit, credit = (sum(Decimal(row[side] or 0) for row in rows) for side in ("debit", "credit"))
    assert debit == credit == Decimal("26.00")
    assert {row["account_name"] for row in rows} == {
        "Money taken by hand", "What buyers of “A pen; blue” paid", "Goods taken from the stock",
        "What the goods of “A pen; blue” cost",
    }  # fmt: skip


def test_entry_says_what_it_belongs_to_and_what_took_it_back(cast: Cast) -> None:
    row, alice = sold_and_given_back(cast), cast.actor("alice")
    entries = {one.kind: sheet_of(alice, one) for one in entries_run_by(alice, cast.table.pk)}

    assert {kind: (sheet.order, sheet.refund and sheet.refund.reason) for kind, sheet in entries.items()} == {
        "sale": (row, None), "goods": (row, None), "refund": (row, "Broken"), "goods_back": (row, "Broken"),
    }  # fmt: skip
    assert entries["sale"].payment == Payment.objects.get()
    assert [one.kind for one in entries["sale"].reversals] == ["refund"]
    assert entries["refund"].entry.reverses == entries["sale"].entry
    assert sum(leg.amount for leg in entries["sale"].legs) == 0


def test_account_page_narrows_by_kind_and_day(cast: Cast, client: Client) -> None:
    sold_and_given_back(cast)
    client.force_login(cast.accounts["alice"])
    row = accounts_run_by(cast.actor("alice"), cast.table.pk).get(kind="revenue")
    here = f"/console/table/earn/books/{row.pk}"

    def seen(query: str) -> list[str]:
        return [text for _leg, text in client.get(here + query).context["lines"]]

    assert seen("") == ["Money was given back", "An order was paid"]
    assert seen("?kind=refund") == ["Money was given back"]
    assert seen(days()) == ["Money was given back", "An order was paid"]
    assert seen("?until=2020-01-01") == []
    assert seen("?kind=nonsense&since=never") == ["Money was given back", "An order was paid"]


def test_accounts_of_another_community_are_hidden(cast: Cast, client: Client) -> None:
    sold_and_given_back(cast)
    row = LedgerAccount.objects.filter(community=cast.table.pk).first()
    client.force_login(cast.accounts["mallory"])

    assert row is not None
    assert client.get(f"/console/{cast.other.slug}/earn/books/{row.pk}").status_code == 404


def test_names_of_accounts_cost_the_same_however_many(cast: Cast, django_assert_num_queries: object) -> None:
    a_sale(cast)
    alice = cast.actor("alice")
    rows = list(accounts_run_by(alice, cast.table.pk))

    assert sorted(accounts_called(alice, cast.table.pk, rows).values()) == [
        "Goods taken from the stock", "Money taken by hand", "What buyers of “Pen” paid", "What the goods of “Pen” cost",
    ]  # fmt: skip
