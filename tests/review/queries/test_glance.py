"""A glance serves for a while, and one reader at a time takes a new one."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from coterie.review.queries import glance
from coterie.review.queries.glance import Shelf
from coterie.review.rules.period import Scope
from tests.cast import NOW

SCOPE = Scope(community=1, now=NOW)


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands still until it is set; asking the log takes a tenth of a second on it."""
    at = {"now": 100.0, "asked": 0}

    def taken(_scope):
        at["now"] += 0.1
        at["asked"] += 1
        return object()

    monkeypatch.setattr(glance, "monotonic", lambda: at["now"])
    monkeypatch.setattr(glance, "taken", taken)
    monkeypatch.setattr(glance, "LONGEST_S", 60.0)
    return at


def test_glance_serves_twenty_times_as_long_as_it_took(clock):
    shelf = Shelf()
    first = shelf.glance(SCOPE)

    clock["now"] += 1.99
    again = shelf.glance(SCOPE)
    clock["now"] += 0.02
    later = shelf.glance(SCOPE)

    assert (again is first, later is first, clock["asked"]) == (True, False, 2)


def test_glances_of_two_communities_are_two(clock):
    shelf = Shelf()

    assert shelf.glance(SCOPE) is not shelf.glance(Scope(community=2, now=NOW))


def test_shelf_forgets_what_was_not_looked_at_for_longest(clock, monkeypatch):
    monkeypatch.setattr(glance, "MOST", 1)
    shelf = Shelf()
    first = shelf.glance(SCOPE)
    shelf.glance(Scope(community=2, now=NOW))

    assert shelf.glance(SCOPE) is not first


def test_while_one_reader_takes_a_new_glance_the_others_have_the_old_one(monkeypatch):
    asked, begun, go = [], Event(), Event()

    def taken(_scope):
        asked.append(1)
        if len(asked) > 1:
            begun.set()
            assert go.wait(10)
        return object()

    monkeypatch.setattr(glance, "taken", taken)
    monkeypatch.setattr(glance, "LONGEST_S", 0.0)
    shelf = Shelf()
    old = shelf.glance(SCOPE)

    with ThreadPoolExecutor(1) as pool:
        taking = pool.submit(shelf.glance, SCOPE)
        assert begun.wait(10)
        others = [shelf.glance(SCOPE) for _ in range(7)]
        go.set()
        new = taking.result()

    assert (others, new is old, len(asked)) == ([old] * 7, False, 2)
