"""Who can bring money to partners."""

from coterie.partners.providers.manual import Manual
from coterie.partners.providers.port import PayoutProvider
from coterie.partners.providers.stripe import ACCOUNT

MANUAL, STRIPE = "manual", "stripe"
PROVIDERS: dict[str, PayoutProvider] = {MANUAL: Manual()}
"""Those that need no credentials."""


def can_pay(provider: str, account: str) -> bool:
    """Tell whether money can be brought to an account: Stripe pays accounts of its own, people pay any."""
    return provider != STRIPE or ACCOUNT.fullmatch(account) is not None
