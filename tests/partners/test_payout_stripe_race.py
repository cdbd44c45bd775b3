"""Many send one payout by Stripe at once: one transfer leaves; without one key for all of them several do."""

from collections.abc import Iterator
from threading import Barrier
from typing import Any

import pytest

from coterie.market.providers.stripe.api import Api
from coterie.partners.domain.payout import send_payout
from coterie.partners.models import Payout
from coterie.partners.queries import payout_ways
from coterie.partners.queries.payout_audit import partner_faults
from coterie.partners.queries.payout_ways import StripeTransfers
from coterie.platform.ledger.audit import faults
from tests.cast import call_cast
from tests.market.standin.stripe import StripeStandIn
from tests.partners.stripe_till import by, paid_by_stripe, stripe_batch
from tests.partners.test_payout_race import at_once
from tests.partners.till import many_partners

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
WORKERS = 4


@pytest.fixture
def sent_at_once(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """Return how to send one payout many times; all look whether it was sent before any of them sends it."""
    cast, gate, look = call_cast(), Barrier(WORKERS, timeout=60), Api.transfer_of

    def looked(self: Api, mark: str) -> object:
        found = look(self, mark)
        gate.wait()
        return found

    monkeypatch.setattr(Api, "transfer_of", looked)
    with paid_by_stripe(cast, *many_partners(cast, 1)) as peer:
        row = stripe_batch(cast).payouts.get()

        def send() -> StripeStandIn:
            at_once(WORKERS, lambda _n: send_payout(payout=row.pk, **by(cast)))
            return peer

        yield send


def test_sent_by_many_at_once_one_transfer_leaves(sent_at_once: Any) -> None:
    peer = sent_at_once()

    [row] = Payout.objects.all()
    assert ([one["id"] for one in peer.transfers], row.state, row.tries) == ([row.reference], "paid", 1)
    assert (faults(), partner_faults()) == ([], [])


def test_with_a_key_for_each_several_leave(sent_at_once: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Negative control: each asks under a key of its own."""
    count = iter(range(WORKERS))
    monkeypatch.setattr(payout_ways, "StripeTransfers", lambda balance, _tries: StripeTransfers(balance, next(count)))

    assert len(sent_at_once().transfers) == WORKERS
