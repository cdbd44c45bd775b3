"""Out of which balance a community can send money."""

from coterie.market.providers.catalogue import BASES
from coterie.market.providers.stripe.provider import Stripe
from coterie.market.providers.stripe.transfers import Transfers
from coterie.market.queries.providers import account_of, secrets_of


def pays_out(community: int) -> bool:
    """Tell whether a community has switched Stripe on; what was begun is sent all the same."""
    row = account_of(community, Stripe.name)
    return row is not None and row.is_on and bool(secrets_of(row).get("secret_key"))


def transfers_of(community: int) -> Transfers | None:
    """Return a community's balance with Stripe; None where Stripe is not set up."""
    row = account_of(community, Stripe.name)
    key = secrets_of(row).get("secret_key") if row else ""
    return Transfers(key, BASES.get(Stripe.name, "")) if key else None
