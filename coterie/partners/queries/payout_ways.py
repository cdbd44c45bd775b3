"""Who brings partners their money."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from coterie.market.providers.port import ProviderFailed
from coterie.market.queries.transfers import Merchant, merchant_of, pays_in_wechat, pays_out, transfers_of
from coterie.partners.models import Payout
from coterie.partners.providers.catalogue import MANUAL, PROVIDERS, STRIPE, WECHAT
from coterie.partners.providers.port import PayoutProvider
from coterie.partners.providers.stripe import StripeTransfers


@dataclass(frozen=True, slots=True)
class PayoutWay:
    """A way to pay partners: its name, how it begins, for whom, what its states mean, and what is said once sent."""

    name: str
    title: StrOrPromise
    begin: StrOrPromise
    whom: StrOrPromise
    note: StrOrPromise
    sent: StrOrPromise


WAYS = {
    MANUAL: PayoutWay(
        MANUAL, _("By hand"), _("Put together what is available"), "",
        _("Transfer the money, and confirm each payout once it is there."),
        _("Transfer the money now, and confirm each payout once it is there."),
    ),
    STRIPE: PayoutWay(
        STRIPE, _("By Stripe"), _("Put together for Stripe"), _("By Stripe: whose account is acct_…"),
        _("Paid: the money is in the partner's account with Stripe. Failed: nothing was sent."),
        _("Stripe was asked for each. What failed says why, and can be tried again."),
    ),
    WECHAT: PayoutWay(
        WECHAT, _("By WeChat"), _("Put together for WeChat"),
        _("By WeChat: whose account is WeChat, from 0.10 yuan on, up to what your merchant may send at once (200 yuan "
          "unless you had it raised). From 0.30 yuan on their WeChat has to be verified in the name of their papers."),
        _("Sent: the partner can take it in WeChat, and confirms it there within a day. Paid: they have it."),
        _("Each partner can take their money now, at their desk, inside of WeChat."),
    ),
}  # fmt: skip


def payout_ways(community: int) -> list[PayoutWay]:
    """Return how partners of a community can be paid: by hand, and by who is set up for it and switched on."""
    is_open = {MANUAL: True, STRIPE: pays_out(community), WECHAT: pays_in_wechat(community)}
    return [way for name, way in WAYS.items() if is_open[name]]


def provider_for(row: Payout) -> PayoutProvider:
    """Return who brings a payout. Raises ProviderFailed where Stripe is not set up now: it may have sent before."""
    if row.batch.provider != STRIPE:
        return PROVIDERS[row.batch.provider]
    balance = transfers_of(row.batch.programme.community_id)
    if balance is None:
        raise ProviderFailed(_("Stripe is not set up here any more."))
    return StripeTransfers(balance, row.tries)


def merchant_for(row: Payout) -> Merchant:
    """Return who sends a payout in WeChat.

    Raises ProviderFailed where nobody is set up now, or another merchant than was asked: it may wait there.
    """
    merchant = merchant_of(row.batch.programme.community_id)
    if merchant is None:
        raise ProviderFailed(_("WeChat Pay is not set up here any more."))
    if row.asked_of not in {"", merchant.number}:
        raise ProviderFailed(_("WeChat was asked for it in the name of another merchant. Set that one up again."))
    return merchant
