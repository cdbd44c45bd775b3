"""The ledger: whatever is asked of it, what must hold holds."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import Error, connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coterie.platform.events.models import LoggedEvent
from coterie.platform.ledger.audit import faults, replayed
from coterie.platform.ledger.errors import BookedOtherwise, NotEnough, ReversedTwice
from coterie.platform.ledger.models import LedgerAccount, LedgerEntry, LedgerLeg
from coterie.platform.ledger.posting import Book, Purse, book_entry, reverse_entry
from coterie.platform.ledger.reading import balance_of, credited_before, statement_of

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 3, 3, 9, tzinfo=UTC)
POINTS, YUAN = Book(7, "points"), Book(7, "CNY")
ISSUE = Purse("issue", may_owe=True)
ANN, BEN = Purse("wallet", 1), Purse("wallet", 2)


def give(amount: int, to: Purse = ANN, key: str = "gift", book: Book = POINTS) -> int:
    moves = {ISSUE: -amount, to: amount}
    return book_entry(key=key, kind="gift", book=book, moves=moves, at=NOW).entry


def test_value_moves_and_is_told() -> None:
    entry = give(30)

    assert (balance_of(POINTS, ANN), balance_of(POINTS, ISSUE)) == (30, -30)
    told = LoggedEvent.objects.get(kind="ledger_posted")
    accounts = {row.kind: row.pk for row in LedgerAccount.objects.all()}
    legs = sorted([[accounts["issue"], -30], [accounts["wallet"], 30]])
    assert (told.subject, told.community, told.data["book"], sorted(told.data["legs"])) == (entry, 7, "points", legs)
    assert faults() == []


def test_a_business_key_is_booked_once() -> None:
    first = give(30)

    again = book_entry(key="gift", kind="gift", book=POINTS, moves={ISSUE: -30, ANN: 30}, at=NOW + timedelta(days=1))

    assert (again.entry, again.fresh, balance_of(POINTS, ANN)) == (first, False, 30)
    with pytest.raises(BookedOtherwise):
        give(31)
    assert balance_of(POINTS, ANN) == 30


def test_a_wallet_never_falls_below_zero() -> None:
    give(30)

    with pytest.raises(NotEnough), transaction.atomic():
        book_entry(key="buy", kind="buy", book=POINTS, moves={ANN: -31, Purse("spent"): 31}, at=NOW)

    assert (balance_of(POINTS, ANN), LedgerEntry.objects.count(), faults()) == (30, 1, [])


@pytest.mark.parametrize("moves", [{ANN: 5}, {ANN: 5, ISSUE: -4}, {}, {ANN: 0, ISSUE: 0}])
def test_legs_add_up_to_nothing(moves: dict[Purse, int]) -> None:
    with pytest.raises(ValueError, match="add up"):
        book_entry(key="odd", kind="gift", book=POINTS, moves=moves, at=NOW)

    assert not LedgerEntry.objects.exists()


def test_an_entry_is_taken_back_in_parts_and_never_twice() -> None:
    entry = give(30)

    reverse_entry(entry=entry, key="back 1", kind="back", at=NOW, share={ISSUE: 10, ANN: 10})
    again = reverse_entry(entry=entry, key="back 1", kind="back", at=NOW, share={ISSUE: 10, ANN: 10})
    with pytest.raises(ReversedTwice):
        reverse_entry(entry=entry, key="back 2", kind="back", at=NOW, share={ISSUE: 21, ANN: 21})
    reverse_entry(entry=entry, key="back 3", kind="back", at=NOW)

    assert (again.fresh, balance_of(POINTS, ANN), balance_of(POINTS, ISSUE), faults()) == (False, 0, 0, [])
    with pytest.raises(ReversedTwice):
        reverse_entry(entry=entry, key="back 4", kind="back", at=NOW)


@pytest.mark.parametrize("share", [{ANN: 5}, {ANN: -5, ISSUE: -5}, {BEN: 5, ISSUE: 5}, {ANN: 5, ISSUE: 4}])
def test_what_does_not_fit_is_not_taken_back(share: dict[Purse, int]) -> None:
    entry = give(30)

    with pytest.raises(ReversedTwice):
        reverse_entry(entry=entry, key="back", kind="back", at=NOW, share=share)

    assert balance_of(POINTS, ANN) == 30


def test_two_books_never_mix() -> None:
    give(30)
    give(500, key="paid", book=YUAN)

    assert (balance_of(POINTS, ANN), balance_of(YUAN, ANN)) == (30, 500)
    assert [leg.amount for leg in statement_of(YUAN, ANN)] == [500]


@pytest.mark.parametrize("table", ["ledger_entries", "ledger_legs"])
@pytest.mark.parametrize("deed", ["UPDATE {} SET id = id + 1", "DELETE FROM {}"])
def test_what_was_booked_stays(table: str, deed: str) -> None:
    give(30)

    with pytest.raises(Error, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(deed.format(table))

    assert LedgerLeg.objects.count() == 2


def test_what_had_come_in_before_a_moment() -> None:
    give(30)
    account = LedgerAccount.objects.get(kind="wallet")

    assert [credited_before(account, NOW + timedelta(days=days)) for days in (0, 1)] == [0, 30]


BROKEN = {
    "legs do not add up": "UPDATE ledger_legs SET amount = amount + 1 WHERE amount > 0",
    "is not the sum of its legs": "UPDATE ledger_accounts SET balance = balance + 1 WHERE balance > 0",
    "a balance is not the sum": "UPDATE ledger_legs SET balance = balance + 1 WHERE amount > 0",
    "fewer than two legs": "DELETE FROM ledger_legs WHERE amount > 0",
    "in another book": "UPDATE ledger_entries SET book = 'CNY'",
    "the event log gives other": "DELETE FROM events",
}


@pytest.mark.parametrize("said", BROKEN)
def test_the_audit_sees_what_is_wrong(said: str) -> None:
    give(30)
    without_triggers(BROKEN[said])

    assert [fault for fault in faults() if said in fault] != []


def without_triggers(statement: str) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET session_replication_role = replica")
            cursor.execute(statement)
            cursor.execute("SET session_replication_role = DEFAULT")
        else:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = cursor.fetchall()
            for name, _sql in triggers:
                cursor.execute(f'DROP TRIGGER "{name}"')
            cursor.execute(statement)
            for _name, sql in triggers:
                cursor.execute(sql)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("give"), st.integers(1, 3), st.integers(1, 50)),
        st.tuples(st.just("pay"), st.integers(1, 3), st.integers(1, 50)),
        st.tuples(st.just("back"), st.integers(0, 30), st.integers(0, 60)),
        st.tuples(st.just("again"), st.integers(0, 30), st.just(0)),
    ),
    max_size=30,
)


@given(STEPS)
@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_whatever_is_asked_the_ledger_holds(steps: list[tuple[str, int, int]]) -> None:
    """Against a plain table of numbers: the same answers, the same balances, and every promise kept."""
    with transaction.atomic():
        check(steps)
        transaction.set_rollback(True)


def check(steps: list[tuple[str, int, int]]) -> None:
    plain: dict[Purse, int] = {}
    booked: list[tuple[int, dict[Purse, int], int]] = []
    for place, (what, which, amount) in enumerate(steps):
        owner = Purse("wallet", which)
        if what == "give":
            moves = {ISSUE: -amount, owner: amount}
        elif what == "pay":
            moves = {owner: -amount, Purse("spent"): amount}
        elif which >= len(booked):
            continue
        elif what == "again":
            entry, moves, _taken = booked[which]
            assert book_entry(key=f"k{which}", kind="x", book=POINTS, moves=moves, at=NOW) == (entry, False)
            continue
        else:
            take_back(plain, booked, which, amount, place)
            continue
        fits = plain.get(owner, 0) + moves[owner] >= 0
        try:
            with transaction.atomic():
                entry = book_entry(key=f"k{len(booked)}", kind="x", book=POINTS, moves=moves, at=NOW).entry
        except NotEnough:
            assert not fits
            continue
        assert fits
        booked.append((entry, moves, 0))
        add(plain, moves)
    found = {Purse(row.kind, row.owner, row.may_owe): row.balance for row in LedgerAccount.objects.all()}
    assert found == {purse: plain.get(purse, 0) for purse in found}
    assert {purse: total for purse, total in plain.items() if total} == {purse: n for purse, n in found.items() if n}
    assert faults() == []
    assert replayed() == {row.pk: row.balance for row in LedgerAccount.objects.exclude(balance=0)}


def take_back(
    plain: dict[Purse, int], booked: list[tuple[int, dict[Purse, int], int]], which: int, amount: int, place: int
) -> None:
    entry, moves, taken = booked[which]
    whole = max(moves.values())
    share = dict.fromkeys(moves, amount)
    back = {purse: -amount if moved > 0 else amount for purse, moved in moves.items()}
    fits = 0 < amount <= whole - taken and all(
        purse.may_owe or plain.get(purse, 0) + moved >= 0 for purse, moved in back.items()
    )
    try:
        with transaction.atomic():
            reverse_entry(entry=entry, key=f"back{place}", kind="back", at=NOW, share=share)
    except (NotEnough, ReversedTwice):
        assert not fits
        return
    assert fits
    booked[which] = (entry, moves, taken + amount)
    add(plain, back)


def add(plain: dict[Purse, int], moves: dict[Purse, int]) -> None:
    for purse, amount in moves.items():
        plain[purse] = plain.get(purse, 0) + amount
