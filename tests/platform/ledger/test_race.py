"""Many who book at once: every entry is there, and accounts that begin at the same moment are one."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection, transaction

from coterie.platform.ledger.audit import entries, faults
from coterie.platform.ledger.errors import NotEnough
from coterie.platform.ledger.models import LedgerAccount
from coterie.platform.ledger.posting import Purse, book_entry
from coterie.platform.ledger.reading import balance_of
from tests.platform.ledger.test_posting import ANN, BEN, ISSUE, NOW, POINTS

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
MANY = 16


def at_once(moves: list[dict[Purse, int]]) -> list[bool]:
    """Book all at the same moment; return which were."""
    together = Barrier(MANY)

    def one(place: int) -> bool:
        together.wait()
        try:
            with transaction.atomic():
                book_entry(key=f"k{place}", kind="x", book=POINTS, moves=moves[place], at=NOW)
        except NotEnough:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(MANY) as pool:
        return list(pool.map(one, range(MANY)))


def test_accounts_that_begin_at_the_same_moment_are_one() -> None:
    booked = at_once([{ISSUE: -1, ANN: 1}] * MANY)

    assert (all(booked), balance_of(POINTS, ANN), LedgerAccount.objects.count(), faults()) == (True, MANY, 2, [])


def test_entries_that_cross_each_other_end() -> None:
    """Half move from Ann to Ben, half the other way: they wait for each other in one order."""
    with transaction.atomic():
        book_entry(key="begin", kind="x", book=POINTS, moves={ISSUE: -200, ANN: 100, BEN: 100}, at=NOW)

    booked = at_once([{ANN: -3, BEN: 3}, {ANN: 3, BEN: -3}] * (MANY // 2))

    assert (all(booked), balance_of(POINTS, ANN), entries(), faults()) == (True, 100, MANY + 1, [])


def test_a_wallet_is_spent_once_however_many_try() -> None:
    with transaction.atomic():
        book_entry(key="begin", kind="x", book=POINTS, moves={ISSUE: -10, ANN: 10}, at=NOW)

    booked = at_once([{ANN: -4, BEN: 4}] * MANY)

    assert (booked.count(True), balance_of(POINTS, ANN), faults()) == (2, 2, [])


@pytest.mark.many_writers
def test_without_the_condition_of_the_database_a_wallet_is_spent_again() -> None:
    """Negative control: a balance that is read first and written afterwards."""
    with transaction.atomic():
        book_entry(key="begin", kind="x", book=POINTS, moves={ISSUE: -10, ANN: 10}, at=NOW)
    together = Barrier(MANY)

    def one(_place: int) -> bool:
        try:
            row = LedgerAccount.objects.get(kind="wallet")
            together.wait()
            if row.balance < 4:
                return False
            LedgerAccount.objects.filter(pk=row.pk).update(balance=row.balance - 4)
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(MANY) as pool:
        spent = list(pool.map(one, range(MANY)))

    assert spent.count(True) == MANY
