"""Out of what a community can send money: its balance with Stripe, its merchant of WeChat Pay."""

from dataclasses import dataclass

from coterie.communities.queries.communities import currency_of
from coterie.kit.errors import Invalid
from coterie.market.models import ProviderAccount
from coterie.market.providers.catalogue import BASES, takes
from coterie.market.providers.stripe.provider import Stripe
from coterie.market.providers.stripe.transfers import Transfers
from coterie.market.providers.wechatpay.official import OfficialAccount
from coterie.market.providers.wechatpay.provider import WechatPay
from coterie.market.providers.wechatpay.transfers import Transfers as WechatTransfers
from coterie.market.queries.providers import OWN, account_of, notify_address, secrets_of


def pays_out(community: int) -> bool:
    """Tell whether a community has switched Stripe on; what was begun is sent all the same."""
    row = account_of(community, Stripe.name)
    return row is not None and row.is_on and bool(secrets_of(row).get("secret_key"))


def transfers_of(community: int) -> Transfers | None:
    """Return a community's balance with Stripe; None where Stripe is not set up."""
    row = account_of(community, Stripe.name)
    key = secrets_of(row).get("secret_key") if row else ""
    return Transfers(key, BASES.get(Stripe.name, "")) if key else None


@dataclass(frozen=True, slots=True)
class Merchant:
    """A merchant of WeChat Pay who may send commission, with the official account by which people are known."""

    number: str
    account: ProviderAccount
    transfers: WechatTransfers
    official: OfficialAccount


def pays_in_wechat(community: int) -> bool:
    """Tell whether a community can send its partners money in WeChat now; what was begun goes on all the same."""
    merchant = merchant_of(community)
    return merchant is not None and merchant.account.is_on and takes(WechatPay.name, currency_of(community))


def merchant_of(community: int) -> Merchant | None:
    """Return by whom a community sends money in WeChat; None where that is not set up."""
    row = account_of(community, WechatPay.name)
    secrets = secrets_of(row) if row else {}
    if row is None or not secrets.get("transfer_scene"):
        return None
    try:
        transfers = WechatTransfers({**secrets, OWN: notify_address(row)}, BASES.get(WechatPay.name, ""))
    except Invalid:
        return None
    return Merchant(secrets["mchid"], row, transfers, transfers.official) if transfers.official else None
