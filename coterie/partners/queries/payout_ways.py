"""Who brings partners their money."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from coterie.market.providers.port import ProviderFailed
from coterie.market.queries.transfers import pays_out, transfers_of
from coterie.partners.models import Payout
from coterie.partners.providers.catalogue import MANUAL, PROVIDERS, STRIPE
from coterie.partners.providers.port import PayoutProvider
from coterie.partners.providers.stripe import StripeTransfers


@dataclass(frozen=True, slots=True)
class PayoutWay:
    """A way to pay partners: what it is called, what its states mean, and what is said once all are sent."""

    name: str
    title: StrOrPromise
    note: StrOrPromise
    sent: StrOrPromise


WAYS = {
    MANUAL: PayoutWay(
        MANUAL, _("By hand"), _("Transfer the money, and confirm each payout once it is there."),
        _("Transfer the money now, and confirm each payout once it is there."),
    ),
    STRIPE: PayoutWay(
        STRIPE, _("By Stripe"), _("Paid: the money is in the partner's account with Stripe. Failed: nothing was sent."),
        _("Stripe was asked for each. What failed says why, and can be tried again."),
    ),
}  # fmt: skip


def payout_ways(community: int) -> list[PayoutWay]:
    """Return how partners of a community can be paid: by hand, and by Stripe where it is switched on."""
    return [way for name, way in WAYS.items() if name == MANUAL or pays_out(community)]


def provider_for(row: Payout) -> PayoutProvider:
    """Return who brings a payout. Raises ProviderFailed where Stripe is not set up now: it may have sent before."""
    if row.batch.provider != STRIPE:
        return PROVIDERS[row.batch.provider]
    balance = transfers_of(row.batch.programme.community_id)
    if balance is None:
        raise ProviderFailed(_("Stripe is not set up here any more."))
    return StripeTransfers(balance, row.tries)
