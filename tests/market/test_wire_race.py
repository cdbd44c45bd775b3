"""The same notice sixteen times at once is booked once; and a death between asking a provider and keeping its answer."""

import time
from collections.abc import Callable
from threading import Barrier
from typing import Any

import pytest

from coterie.kit.clock import now
from coterie.market.domain import notice as notices
from coterie.market.domain import paying
from coterie.market.domain.checkout import check_out
from coterie.market.domain.starting import start_payment
from coterie.market.models import Payment, ProviderNotice
from coterie.market.providers.catalogue import BASES
from coterie.platform.ledger.posting import book_entry
from tests.cast import call_cast
from tests.market.counter import STANDINS, bought, open_counter, said, standing, visited
from tests.market.stall import balances, on_sale
from tests.platform.process import start
from tests.rewards.test_race import at_once
from tests.talk.speech import told

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
each_provider = pytest.mark.parametrize("name", list(STANDINS))
MANY = 16
STARTING = """
import time
from coterie.kit.actor import Actor
from coterie.kit.clock import now
from coterie.market.domain import starting
from coterie.market.providers.catalogue import BASES
from coterie.platform.ledger.errors import BookedOtherwise
BASES[sys.argv[2]] = sys.argv[3]
def never(**_facts):
    print("answered", flush=True)
    time.sleep(600)
starting.keep_started = never
starting.start_payment(payment=int(sys.argv[1]), actor=Actor(account=int(sys.argv[4])), now=now())
"""


@each_provider
def test_one_notice_sixteen_times_at_once(name: str) -> None:
    cast = call_cast()
    with open_counter(cast, name) as (peer, _account):
        asked = visited(peer, bought(cast, name))
        notice = peer.pay(asked.key).notice

        answers = at_once(lambda _place: said(notice, name), list(range(MANY)))

    assert answers == [200] * MANY
    row = ProviderNotice.objects.get()
    print(f"{MANY} times at once through {name}: told {row.times} times, booked {len(told('order_paid'))} times")
    assert (row.outcome, row.times, len(told("order_paid"))) == ("done", MANY, 1)
    assert (standing(asked), balances(cast)) == (("paid", "paid", 0), {f"cash:{name}": 1000, "revenue": -1000})


@pytest.mark.many_writers
def test_without_its_guards_a_notice_is_booked_more_than_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: nobody writes the event down, all look before anybody acts, entries have keys of their own."""
    cast, many = call_cast(), 4
    looked, taken = Barrier(many), Barrier(many)

    def looking(together: Barrier) -> Callable[[int], Payment]:
        def look(payment: int) -> Payment:
            row = Payment.objects.select_related("order").get(pk=payment)
            together.wait()
            return row

        return look

    def book(*, key: str, **facts: Any) -> Any:
        return book_entry(key=f"{key}:{time.monotonic_ns()}", **facts)

    def forgotten(account: int, event: str, facts: dict[str, Any]) -> tuple[ProviderNotice, bool]:
        return ProviderNotice.objects.create(account_id=account, event=f"{event}{time.monotonic_ns()}", **facts), True

    monkeypatch.setattr(notices, "held_payment", looking(looked))
    monkeypatch.setattr(paying, "held_payment", looking(taken))
    monkeypatch.setattr(paying, "book_entry", book)
    monkeypatch.setattr(notices, "entered", forgotten)
    with open_counter(cast, "stripe") as (peer, _account):
        asked = bought(cast, "stripe")
        notice = peer.pay(asked.key).notice

        at_once(lambda _place: said(notice, "stripe"), list(range(many)), many)

    assert len(told("order_paid")) == many


@pytest.mark.slow
@each_provider
def test_killed_between_asking_and_keeping(name: str) -> None:
    cast = call_cast()
    with open_counter(cast, name) as (peer, _account):
        facts = {"community": cast.table.pk, "actor": cast.actor("dan"), "now": now()}
        order = check_out(wanted={on_sale(cast).pk: 1}, way=name, **facts)
        asked = order.payments.get()
        dying = start(STARTING, asked.pk, name, BASES[name], cast.accounts["dan"].pk)
        assert dying.stdout
        assert dying.stdout.readline() == "answered\n"
        dying.kill()
        dying.wait()
        dying.stdout.close()
        if dying.stdin:
            dying.stdin.close()
        assert Payment.objects.get().url == Payment.objects.get().code == ""

        again = visited(peer, start_payment(payment=asked.pk, actor=cast.actor("dan"), now=now()))

        assert bool(again.url) != bool(again.code)
        assert list(peer.payments) == [asked.key]
        assert said(peer.pay(asked.key).notice, name) == 200
        assert standing(asked)[:2] == ("paid", "paid")
