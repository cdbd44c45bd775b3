"""Hosts accept the same company for several partners at once: one of them has it; without the lock two have."""

from threading import Barrier
from typing import Any

import pytest

from coterie.partners.domain import deal as deals
from coterie.partners.domain.deal import decide_deal
from coterie.partners.errors import DealTaken
from coterie.partners.models import Deal
from tests.cast import NOW, Cast, call_cast
from tests.partners.deal_rows import registers
from tests.partners.test_payout_race import at_once

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
RIVALS = ("dan", "paul", "nina")


def accepts(cast: Cast, row: Deal) -> None:
    """Accept a company, unless another partner has it."""
    try:
        decide_deal(deal=row.pk, accept=True, actor=cast.actor("alice"), now=NOW)
    except DealTaken:
        return


def test_of_many_accepted_at_once_one_has_the_company() -> None:
    cast = call_cast()
    rows = [registers(cast, who) for who in RIVALS]

    at_once(len(rows), lambda number: accepts(cast, rows[number]))

    assert Deal.objects.filter(state="accepted").count() == 1


@pytest.mark.many_writers
def test_without_the_lock_two_have_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: both look whose it is before either takes it."""
    cast = call_cast()
    rows = [registers(cast, who) for who in RIVALS[:2]]
    together, look = Barrier(2), deals.holder_of

    def looked(*given: Any) -> Deal | None:
        found = look(*given)
        together.wait(20)
        return found

    monkeypatch.setattr(deals, "holder_of", looked)
    monkeypatch.setattr(deals, "lock_name", lambda _name: None)

    at_once(2, lambda number: accepts(cast, rows[number]))

    assert Deal.objects.filter(state="accepted").count() == 2
