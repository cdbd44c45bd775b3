"""Many pay partners at once: nobody is paid twice; without the compare-and-set somebody is."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from django.db.models import Count, Sum

from coterie.kit.errors import Conflict
from coterie.kit.money import Money
from coterie.partners.domain import payout as paying
from coterie.partners.domain.payout import prepare_batch, send_payout
from coterie.partners.models import CommissionEntry, Partner, Payout
from coterie.partners.providers.catalogue import PROVIDERS
from coterie.partners.providers.port import Payee, Sent
from coterie.partners.queries.payout_audit import partner_faults
from coterie.platform.ledger.audit import faults
from tests.cast import Cast, call_cast
from tests.joining.doors import in_thread
from tests.partners.sales import LATER
from tests.partners.till import Bank, batch_of, many_partners
from tests.talk.speech import told

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
MANY, WORKERS = 12, 6


def at_once(count: int, act: Callable[[int], object]) -> list[Any]:
    """Let so many do something at the same moment."""
    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(lambda number: in_thread(act, number), range(count)))


def prepared(cast: Cast) -> None:
    """Put payouts together; who comes too late finds nothing."""
    try:
        prepare_batch(community=cast.table.pk, actor=cast.actor("alice"), now=LATER)
    except Conflict:
        return


def test_batches_put_together_at_once_take_everything_once() -> None:
    cast = call_cast()
    many_partners(cast, MANY)

    at_once(WORKERS, lambda _n: prepared(cast))

    assert Payout.objects.count() == MANY
    assert set(Partner.objects.annotate(n=Sum("payouts__amount")).values_list("n", flat=True)) == {100}
    assert not CommissionEntry.objects.filter(payout=None).exists()
    assert (faults(), partner_faults()) == ([], [])


class Together(Bank):
    """A bank that answers nobody before several have asked."""

    def __init__(self, many: int) -> None:
        super().__init__()
        self.door = Barrier(many)

    def send(self, *, once: str, amount: Money, to: Payee) -> Sent:
        """Wait for the others, and pay."""
        self.door.wait(20)
        return super().send(once=once, amount=amount, to=to)


def sent_at_once(cast: Cast, monkeypatch: pytest.MonkeyPatch, many: int) -> tuple[Bank, Payout]:
    """Let many send the same payout, all of whom the bank hears before it answers."""
    bank = Together(many)
    many_partners(cast, 1)
    monkeypatch.setitem(PROVIDERS, "manual", bank)
    row = batch_of(cast).payouts.get()
    at_once(many, lambda _n: send_payout(payout=row.pk, actor=cast.actor("alice"), now=LATER))
    row.refresh_from_db()
    return bank, row


def test_sent_by_many_at_once_a_payout_is_paid_once(monkeypatch: pytest.MonkeyPatch) -> None:
    bank, row = sent_at_once(call_cast(), monkeypatch, WORKERS)

    assert (bank.asked, bank.paid) == (WORKERS, {row.once: 100})
    assert (row.state, row.tries, len(told("payout_turned"))) == ("paid", 1, 1)
    assert (faults(), partner_faults()) == ([], [])


@pytest.mark.many_writers
def test_without_the_lock_a_payout_is_noted_as_often_as_it_was_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: everybody reads the payout before anybody writes what became of it."""
    together = Barrier(2)

    def looked(payout: int) -> Payout:
        found = Payout.objects.select_related("batch__programme", "partner").get(pk=payout)
        together.wait(20)
        return found

    monkeypatch.setattr(paying, "held_payout", looked)

    sent_at_once(call_cast(), monkeypatch, 2)

    assert len(told("payout_turned")) == 2


@pytest.mark.many_writers
def test_without_the_compare_and_set_somebody_is_paid_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: everybody looks at what can be paid before anybody takes it."""
    cast = call_cast()
    many_partners(cast, 1)
    together = Barrier(2)
    look = paying.claimable

    def looked(*given: Any) -> Any:
        found = look(*given)
        together.wait(20)
        return found

    def unlocked(rows: Any) -> Any:
        return rows.get()

    def grab(made: Payout, money: Any) -> None:
        CommissionEntry.objects.filter(pk__in=money.entries).update(payout=made)

    monkeypatch.setattr(paying, "claimable", looked)
    monkeypatch.setattr(paying, "locked", unlocked)
    monkeypatch.setattr(paying, "take", grab)

    at_once(2, lambda _n: prepared(cast))

    assert Partner.objects.annotate(n=Count("payouts")).filter(n=2).exists()
    assert partner_faults() != []


@pytest.mark.many_writers
def test_with_the_compare_and_set_alone_nobody_is(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lock is a courtesy: who takes what is taken is turned away."""
    cast = call_cast()
    many_partners(cast, 1)
    together = Barrier(2)
    look = paying.claimable

    def looked(*given: Any) -> Any:
        found = look(*given)
        together.wait(20)
        return found

    first = paying.locked

    def unlocked(rows: Any) -> Any:
        return rows.get() if rows.model is Partner else first(rows)

    monkeypatch.setattr(paying, "claimable", looked)
    monkeypatch.setattr(paying, "locked", unlocked)

    at_once(2, lambda _n: prepared(cast))

    assert (Payout.objects.count(), partner_faults()) == (1, [])
