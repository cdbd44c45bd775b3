"""Partners who are paid by Stripe, with a stand-in beside."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from coterie.partners.domain.payout import prepare_batch
from coterie.partners.models import Papers, Partner, PayoutBatch
from tests.cast import Cast
from tests.market.counter import open_counter
from tests.market.standin.stripe import StripeStandIn
from tests.partners.sales import LATER


def account(row: Partner) -> str:
    """Return a partner's account with Stripe."""
    return f"acct_{row.pk:016}"


@contextmanager
def paid_by_stripe(cast: Cast, *rows: Partner) -> Iterator[StripeStandIn]:
    """Let Stripe stand beside, with accounts of these partners that are connected to the table's."""
    with open_counter(cast, "stripe") as (peer, _row):
        assert isinstance(peer, StripeStandIn)
        for row in rows:
            Papers.objects.filter(partner=row).update(account=account(row))
            peer.connected.add(account(row))
        yield peer


def stripe_batch(cast: Cast) -> PayoutBatch:
    """Put together what Stripe can pay."""
    return prepare_batch(community=cast.table.pk, provider="stripe", **by(cast))


def by(cast: Cast) -> dict[str, Any]:
    """Return who pays, and when."""
    return {"actor": cast.actor("alice"), "now": LATER}
