"""So many tries at once, then one by one; in memory and in the database alike."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from coterie.kit.clock import now as clock
from coterie.kit.errors import TooMany
from coterie.platform.limits import allowance, ledger
from coterie.platform.limits.allowance import allow, demand
from coterie.platform.limits.ledger import Ledger
from coterie.platform.limits.models import Spent
from coterie.platform.limits.tasks import forget_what_is_even

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


@pytest.fixture(autouse=True)
def _new_ledger(monkeypatch):
    monkeypatch.setattr(allowance, "_ledger", Ledger())


@pytest.fixture(params=[False, True], ids=["memory", "database"])
def tried(request, db):
    """Try at some seconds after noon, 3 a minute; return whether it was allowed."""

    def go(*seconds, key="dan", name="sign-in"):
        return [
            allow(name, key, per=3, window=MINUTE, now=NOW + timedelta(seconds=second), durable=request.param)
            for second in seconds
        ]

    return go


def test_tries_are_allowed_up_to_the_limit(tried):
    assert tried(0, 0, 0, 0, 1) == [True, True, True, False, False]


def test_tries_come_back_evenly_over_the_window(tried):
    tried(0, 0, 0)

    assert tried(19, 21, 22, 41, 42) == [False, True, False, True, False]


def test_all_tries_are_back_after_the_window(tried):
    tried(0, 0, 0)

    assert tried(60, 60, 60, 60) == [True, True, True, False]


def test_refused_tries_do_not_count(tried):
    tried(0, 0, 0, *[1] * 20)

    assert tried(21) == [True]


def test_keys_and_names_are_counted_apart(tried):
    tried(0, 0, 0)

    assert tried(0, key="nina") == [True]
    assert tried(0, name="join") == [True]


def test_clock_that_jumped_ahead_and_back_locks_nobody_out(tried):
    tried(100_000, 100_000)

    assert tried(0, 0, 0, 0) == [True, True, True, False]


@pytest.mark.parametrize("per", range(1, 40))
def test_limit_is_met_exactly_whatever_the_number(per):
    tries = [allow("x", "dan", per=per, window=MINUTE, now=NOW) for _ in range(per + 1)]

    assert tries == [True] * per + [False]


def test_demand_says_that_it_was_too_much():
    demand("join", "dan", per=1, window=MINUTE, now=NOW)

    with pytest.raises(TooMany):
        demand("join", "dan", per=1, window=MINUTE, now=NOW)


@pytest.mark.django_db
def test_table_does_not_betray_whom_it_counts():
    allow("sign-in", "dan@example.com", per=3, window=MINUTE, now=NOW, durable=True)

    assert "dan" not in str(Spent.objects.values())


@pytest.mark.django_db
def test_those_who_are_even_are_forgotten():
    allow("sign-in", "dan", per=3, window=MINUTE, now=clock() - MINUTE, durable=True)
    allow("sign-in", "nina", per=3, window=MINUTE, now=clock(), durable=True)

    assert forget_what_is_even.call() == 1
    assert Spent.objects.count() == 1


def test_memory_is_bounded(monkeypatch):
    monkeypatch.setattr(ledger, "MOST", 10)
    counts = Ledger()
    for number in range(100):
        counts.spend(("a", str(number)), now=0.0, step=1.0, end=3.0)

    assert len(counts._even) <= 10


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("durable", [False, True], ids=["memory", "database"])
def test_many_at_once_get_exactly_the_limit(durable):
    allowed = []

    def attempt():
        allowed.extend(allow("x", "dan", per=5, window=MINUTE, now=NOW, durable=durable) for _ in range(5))
        connection.close()

    threads = [threading.Thread(target=attempt) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert sum(allowed) == 5
