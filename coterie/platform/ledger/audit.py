"""Proving the ledger: what must hold, asked of the rows themselves."""

from collections import Counter
from collections.abc import Iterator

from django.db import connection

from coterie.platform.events.models import LoggedEvent
from coterie.platform.ledger.models import LedgerAccount, LedgerEntry

UNBALANCED = "SELECT entry_id FROM ledger_legs GROUP BY entry_id HAVING SUM(amount) <> 0"
HALF = """
SELECT e.id FROM ledger_entries e LEFT JOIN ledger_legs l ON l.entry_id = e.id
    GROUP BY e.id HAVING COUNT(l.id) < 2
"""
MIXED = """
SELECT l.id FROM ledger_legs l JOIN ledger_entries e ON e.id = l.entry_id JOIN ledger_accounts a ON a.id = l.account_id
    WHERE a.book <> e.book OR a.community <> e.community
"""
DRIFTED = """
SELECT a.id FROM ledger_accounts a LEFT JOIN ledger_legs l ON l.account_id = a.id
    GROUP BY a.id, a.balance, a.credited, a.legs
    HAVING a.balance <> COALESCE(SUM(l.amount), 0) OR a.legs <> COUNT(l.id) OR a.legs <> COALESCE(MAX(l.version), 0)
        OR a.credited <> COALESCE(SUM(CASE WHEN l.amount > 0 AND l.reverses_id IS NULL THEN l.amount ELSE 0 END), 0)
"""
BROKEN = """
SELECT id FROM (
    SELECT id, version, balance, ROW_NUMBER() OVER one AS place, SUM(amount) OVER one AS total
        FROM ledger_legs WINDOW one AS (PARTITION BY account_id ORDER BY version)
) AS legs WHERE version <> place OR balance <> total
"""
OWING = """
SELECT l.id FROM ledger_legs l JOIN ledger_accounts a ON a.id = l.account_id WHERE l.balance < 0 AND NOT a.may_owe
"""
OVER = """
SELECT o.id FROM ledger_legs o JOIN ledger_legs r ON r.reverses_id = o.id
    GROUP BY o.id, o.amount HAVING ABS(SUM(r.amount)) > ABS(o.amount) OR SUM(r.amount) * o.amount > 0
"""

QUESTIONS = {
    "legs do not add up to nothing": UNBALANCED,
    "an entry has fewer than two legs": HALF,
    "a leg stands in another book than its entry": MIXED,
    "an account is not the sum of its legs": DRIFTED,
    "a balance is not the sum of the legs before it": BROKEN,
    "an account owes that must not": OWING,
    "more was taken back than was booked": OVER,
}


def faults() -> list[str]:
    """Return what does not hold, in words with the number of the row; empty when the ledger is sound."""
    found = [f"{what}: {number}" for what, number in _asked()]
    if replayed() != {row.pk: row.balance for row in LedgerAccount.objects.exclude(balance=0)}:
        found.append("the event log gives other balances")
    return found


def entries() -> int:
    """Return how many entries there are."""
    return LedgerEntry.objects.count()


def replayed() -> dict[int, int]:
    """Return the balance of every account as the event log alone tells it; accounts with nothing are left out."""
    sums: Counter[int] = Counter()
    for data in (
        LoggedEvent.objects.filter(kind="ledger_posted").order_by("id").values_list("data", flat=True).iterator()
    ):
        for account, amount in data["legs"]:
            sums[account] += amount
    return {account: amount for account, amount in sums.items() if amount}


def _asked() -> Iterator[tuple[str, int]]:
    with connection.cursor() as cursor:
        for what, question in QUESTIONS.items():
            cursor.execute(question)
            yield from ((what, number) for (number,) in cursor.fetchmany(5))
