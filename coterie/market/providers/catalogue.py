"""The providers that there are."""

from coterie.market.providers.alipay.provider import Alipay
from coterie.market.providers.stripe.provider import CHECKOUT, Stripe
from coterie.market.providers.wechatpay.provider import PREPAY, WechatPay

PROVIDERS: dict[str, type[Stripe] | type[WechatPay] | type[Alipay]] = {
    Stripe.name: Stripe,
    WechatPay.name: WechatPay,
    Alipay.name: Alipay,
}

CURRENCIES: dict[str, tuple[str, ...]] = {WechatPay.name: ("CNY",), Alipay.name: ("CNY",)}
"""What those take that do not take every currency."""

PROVISIONAL = {Stripe.name: CHECKOUT, WechatPay.name: PREPAY}
"""How the names begin by which providers call payments until they are paid."""

BASES: dict[str, str] = {}
"""Other addresses than the providers' own, by name: where tests have their stand-ins."""


def is_provisional(provider: str, external: str) -> bool:
    """Tell whether a provider calls a payment so only until it is paid."""
    return provider in PROVISIONAL and external.startswith(PROVISIONAL[provider])


def takes(provider: str, currency: str) -> bool:
    """Tell whether a provider takes a currency."""
    return currency in CURRENCIES.get(provider, (currency,))
