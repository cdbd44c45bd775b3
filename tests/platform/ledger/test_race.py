"""Many who book at once: every entry is there, and accounts that begin at the same moment are one."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import IntegrityError, connection, transaction

from coterie.platform.ledger import posting
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


def test_without_the_condition_the_constraint_behind_it_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: the same `UPDATE` without asking whether there is enough. Now the database has to say no."""
    with transaction.atomic():
        book_entry(key="begin", kind="x", book=POINTS, moves={ISSUE: -10, ANN: 10}, at=NOW)
    asking = " AND (may_owe OR balance + %s >= 0)"
    assert asking in posting.MOVE
    monkeypatch.setattr(posting, "MOVE", posting.MOVE.replace(asking, " AND %s IS NOT NULL"))

    with pytest.raises(IntegrityError, match="ledger_not_below_zero"):
        at_once([{ANN: -4, BEN: 4}] * MANY)

    assert (balance_of(POINTS, ANN), faults()) == (2, [])
