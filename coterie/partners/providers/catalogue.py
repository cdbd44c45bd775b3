"""Who can bring money to partners."""

from coterie.market.providers.wechatpay.transfers import LEAST
from coterie.partners.providers.manual import Manual
from coterie.partners.providers.port import PayoutProvider
from coterie.partners.providers.stripe import ACCOUNT
from coterie.partners.providers.wechat import CALLED, Wechat

MANUAL, STRIPE, WECHAT = "manual", "stripe", "wechatpay"
PROVIDERS: dict[str, PayoutProvider] = {MANUAL: Manual(), WECHAT: Wechat()}
"""Those that need no credentials to send."""


def can_pay(provider: str, account: str) -> bool:
    """Tell whether money can be brought to an account: Stripe pays its own, WeChat who says so, people pay any."""
    if provider == WECHAT:
        return account.strip().casefold() in CALLED
    return provider != STRIPE or ACCOUNT.fullmatch(account) is not None


def least_of(provider: str) -> int:
    """Return the least that can be brought, in minor units."""
    return LEAST if provider == WECHAT else 1
