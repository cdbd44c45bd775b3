"""Whether an order can be paid inside of WeChat, and what its browser is told."""

import json
from dataclasses import dataclass

from coterie.kit.errors import Invalid
from coterie.market.models import Payment, ProviderAccount
from coterie.market.providers.catalogue import is_provisional
from coterie.market.providers.wechatpay.official import OfficialAccount
from coterie.market.providers.wechatpay.provider import WechatPay
from coterie.market.queries.providers import account_of, provider_of


@dataclass(frozen=True, slots=True)
class Inside:
    """A merchant of WeChat Pay with the official account by which buyers are known."""

    account: ProviderAccount
    provider: WechatPay
    official: OfficialAccount


def inside_of(asked: Payment) -> Inside | None:
    """Return by whom a payment can be taken inside of WeChat; None where that is not set up, or off."""
    account = account_of(asked.order.community_id, asked.provider)
    if account is None or not account.is_on:
        return None
    try:
        provider = provider_of(account)
    except Invalid:
        return None
    if not isinstance(provider, WechatPay) or provider.official is None:
        return None
    return Inside(account, provider, provider.official)


@dataclass(frozen=True, slots=True)
class Call:
    """How an order's page lets pay inside of WeChat; `said`, in JSON, opens the payment once it was begun there."""

    said: str


def call_for(asked: Payment) -> Call | None:
    """Return how a payment is paid inside of WeChat; None where it cannot be."""
    inside = inside_of(asked)
    if inside is None:
        return None
    begun = is_provisional(asked.provider, asked.external)
    return Call(json.dumps(inside.provider.call(asked.external)) if begun else "")
