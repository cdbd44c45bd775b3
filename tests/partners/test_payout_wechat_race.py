"""Many ask for one payout in WeChat at once: one transfer waits; with a number for each of them, several do."""

from collections.abc import Callable, Iterator
from threading import Barrier
from typing import Any

import pytest

from coterie.kit.clock import now
from coterie.market.providers.wechatpay.transfers import Transfers
from coterie.partners.domain import taking
from coterie.partners.domain.taking import look_at_transfer
from coterie.partners.models import Payout
from coterie.platform.events.models import LoggedEvent
from coterie.platform.ledger.models import LedgerAccount
from tests.cast import call_cast
from tests.market.standin.wechatpay import WechatPayStandIn
from tests.partners.test_payout_race import at_once
from tests.partners.wechat_till import paid_by_wechat, stands, taken, wechat_batch
from tests.rewards.points import SYSTEM

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
WORKERS = 4


@pytest.fixture
def asked_at_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], WechatPayStandIn]]:
    """Return how to ask for one payout many times, all at the same moment."""
    cast, gate, ask = call_cast(), Barrier(WORKERS, timeout=60), Transfers.ask

    def asked(self: Transfers, *words: Any, **more: Any) -> object:
        gate.wait()
        return ask(self, *words, **more)

    monkeypatch.setattr(Transfers, "ask", asked)
    with paid_by_wechat(cast, "dan") as peer:
        wechat_batch(cast)
        row = Payout.objects.get()

        def ask_all() -> WechatPayStandIn:
            told = at_once(WORKERS, lambda _n: taken(cast, row))
            assert all(peer.shown(one) for one in told)
            return peer

        yield ask_all


def confirmed(peer: WechatPayStandIn) -> int:
    """Let the partner confirm whatever waits for them; return how often they took money."""
    return sum(peer.confirm(mark, str(bill.words["openid"])) is not None for mark, bill in peer.bills.items())


def test_asked_by_many_at_once_one_transfer_waits_and_is_booked_once(asked_at_once: Any) -> None:
    peer = asked_at_once()

    assert confirmed(peer) == 1
    at_once(WORKERS, lambda _n: look_at_transfer(payout=Payout.objects.get().pk, actor=SYSTEM, now=now()))

    [bill] = peer.bills.values()
    assert stands() == [("paid", bill.external, "")]
    assert LedgerAccount.objects.get(kind="cash:wechatpay").balance == -100
    turns = LoggedEvent.objects.filter(kind="payout_turned").values_list("data__state", flat=True)
    assert sorted(turns) == ["paid", "sent"]


def test_with_a_number_for_each_several_are_paid(asked_at_once: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: each asks under a number of its own."""
    count, known = iter(range(WORKERS * 2)), taking.bill_called
    monkeypatch.setattr(taking, "bill_called", lambda once, _tries: known(once, next(count)))

    assert confirmed(asked_at_once()) == WORKERS
