"""The providers that there are."""

from coterie.market.providers.alipay.provider import Alipay
from coterie.market.providers.stripe.provider import Stripe
from coterie.market.providers.wechatpay.provider import WechatPay

PROVIDERS: dict[str, type[Stripe] | type[WechatPay] | type[Alipay]] = {
    Stripe.name: Stripe,
    WechatPay.name: WechatPay,
    Alipay.name: Alipay,
}
