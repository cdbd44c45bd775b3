"""`kill -9` between Stripe's sending and our noting: nobody is paid twice."""

import json
from collections import Counter
from collections.abc import Iterator

import pytest

from coterie.partners.models import Payout
from coterie.partners.queries.payout_audit import partner_faults
from coterie.platform.ledger.audit import faults
from tests.cast import call_cast
from tests.market.standin.stripe import StripeStandIn
from tests.partners.sales import LATER
from tests.partners.stripe_till import paid_by_stripe, stripe_batch
from tests.partners.till import many_partners
from tests.platform.process import start

pytestmark = [pytest.mark.slow, pytest.mark.trust, pytest.mark.timeout(500), pytest.mark.django_db(transaction=True)]
PARTNERS, DEATHS, PATIENCE = 6, 3, 60
WORK = """
import json
from datetime import datetime
from coterie.kit.actor import Actor
from coterie.market.providers.catalogue import BASES
from coterie.partners.domain.payout import send_batch
from coterie.partners.models import PayoutBatch
BASES.update(json.loads(sys.argv[2]))
send_batch(batch=PayoutBatch.objects.get().pk, actor=Actor.of_system(), now=datetime.fromisoformat(sys.argv[1]))
print("done", flush=True)
"""
FORGETFUL = WORK.replace(
    "send_batch(batch",
    """
from coterie.market.providers.stripe.transfers import Transfers
known = Transfers.send
Transfers.send = lambda self, mark, **facts: known(self, mark=f"{mark}-{os.getpid()}", **facts)
send_batch(batch""",
    1,
).replace("import json\n", "import json, os\n", 1)
"""Another mark for each try."""


@pytest.fixture
def peer() -> Iterator[StripeStandIn]:
    """Stripe, and partners who have something to be paid."""
    cast = call_cast()
    with paid_by_stripe(cast, *many_partners(cast, PARTNERS)) as standing:
        stripe_batch(cast)
        yield standing


def killed_once_sent(peer: StripeStandIn, script: str) -> None:
    """Let Stripe send one more, and kill who asked before Stripe's answer comes."""
    peer.holding = 1
    work = start(script, LATER.isoformat(), json.dumps({"stripe": peer.base}))
    assert peer.held.wait(PATIENCE)
    work.kill()
    work.communicate()
    peer.let_go()


def finished(peer: StripeStandIn, script: str) -> str:
    return str(start(script, LATER.isoformat(), json.dumps({"stripe": peer.base})).communicate(timeout=PATIENCE)[0])


def test_killed_again_and_again_everybody_is_paid_once(peer: StripeStandIn) -> None:
    for death in range(DEATHS):
        killed_once_sent(peer, WORK)
        noted = Payout.objects.filter(state="paid").count()
        assert len(peer.transfers) == noted + 1, death
        peer.forget()
    said = finished(peer, WORK)

    assert said == "done\n"
    once = Counter(str(one["transfer_group"]) for one in peer.transfers)
    assert once == Counter(Payout.objects.values_list("once", flat=True))
    assert sorted(Payout.objects.values_list("state", "reference")) == sorted(
        ("paid", one["id"]) for one in peer.transfers
    )
    assert (faults(), partner_faults()) == ([], [])


def test_with_another_mark_for_each_try_stripe_pays_twice(peer: StripeStandIn) -> None:
    """Negative control: who dies before the answer asks again, under another mark."""
    killed_once_sent(peer, FORGETFUL)
    finished(peer, FORGETFUL)

    assert len(peer.transfers) == PARTNERS + 1
