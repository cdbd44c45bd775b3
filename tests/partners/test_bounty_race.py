"""Hosts accept more work than a bounty pays for at once: no more is earned; without the lock there is."""

from collections.abc import Callable
from contextlib import suppress
from threading import Barrier, BrokenBarrierError

import pytest

from coterie.partners.domain import work as works
from coterie.partners.domain.work import decide_work
from coterie.partners.errors import BountyFull
from coterie.partners.models import Bounty, CommissionEntry, Work
from coterie.partners.queries.payout_audit import partner_faults
from coterie.platform.ledger.audit import faults
from tests.cast import NOW, Cast, call_cast
from tests.partners.kit_rows import a_bounty, hands_in
from tests.partners.sales import partner, programme
from tests.partners.test_payout_race import at_once

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
WHO = ("dan", "paul", "nina", "carol")


def handed_in(cast: Cast) -> list[Work]:
    """Let four partners hand in two pieces each, for a bounty that pays for three."""
    programme(cast)
    bounty = a_bounty(cast, most=5, budget=15_000, most_each=2, now=NOW)
    for who in WHO:
        partner(cast, who)
    return [hands_in(cast, bounty, who, now=NOW) for who in WHO for _ in range(2)]


def accepts(cast: Cast, row: Work) -> None:
    """Accept work, unless nothing is left to pay."""
    try:
        decide_work(work=row.pk, accept=True, actor=cast.actor("alice"), now=NOW)
    except BountyFull:
        return


def earned() -> int:
    """Return what was earned in all; and the books are sound."""
    assert (faults(), partner_faults()) == ([], [])
    return sum(CommissionEntry.objects.values_list("amount", flat=True))


def test_of_many_accepted_at_once_no_more_than_the_budget_is_earned() -> None:
    cast = call_cast()
    rows = handed_in(cast)

    at_once(len(rows), lambda number: accepts(cast, rows[number]))

    assert (Work.objects.filter(state="accepted").count(), earned()) == (3, 15_000)


def test_the_same_work_accepted_at_once_is_earned_once() -> None:
    cast = call_cast()
    row = handed_in(cast)[0]

    at_once(4, lambda _number: accepts(cast, row))

    assert earned() == 5000


@pytest.mark.many_writers
def test_a_partner_hands_in_while_their_work_is_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    cast = call_cast()
    row = handed_in(cast)[0]
    bounty, together, look = row.bounty, Barrier(2), works.free_pieces
    Bounty.objects.update(most_each=9)

    def looked(found: Bounty) -> int:
        """Meet the other one here, where one holds the bounty and the other the partner."""
        with suppress(BrokenBarrierError):
            together.wait(2)
        return look(found)

    monkeypatch.setattr(works, "free_pieces", looked)
    deeds: list[Callable[[], object]] = [lambda: accepts(cast, row), lambda: hands_in(cast, bounty, "dan", now=NOW)]

    at_once(2, lambda number: deeds[number]())

    assert (Work.objects.count(), earned()) == (9, 5000)


@pytest.mark.many_writers
def test_without_the_lock_more_is_earned(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: two look how much is left before either takes it."""
    cast = call_cast()
    rows = handed_in(cast)
    for row in rows[:2]:
        accepts(cast, row)
    together, look, hold = Barrier(2), works.free_pieces, works.locked

    def looked(bounty: Bounty) -> int:
        left = look(bounty)
        together.wait(20)
        return left

    monkeypatch.setattr(works, "free_pieces", looked)
    monkeypatch.setattr(works, "locked", lambda found: found.get() if found.model is Bounty else hold(found))

    at_once(2, lambda number: accepts(cast, rows[2 + 2 * number]))

    assert earned() == 20_000
