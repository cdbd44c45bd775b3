"""Sending money out of a community's balance with Stripe, to accounts that are connected to it (Connect transfers)."""

from functools import cached_property
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from coterie.kit.money import Money
from coterie.market.providers.peer import Peer
from coterie.market.providers.port import ProviderFailed
from coterie.market.providers.stripe.amounts import from_stripe, to_stripe
from coterie.market.providers.stripe.provider import OWN, said
from coterie.market.providers.told import Told

if TYPE_CHECKING:
    from coterie.market.providers.stripe.api import Api


class Transfers:
    """One account's balance."""

    def __init__(self, secret_key: str, base: str = "") -> None:
        self._secret_key = secret_key
        self._peer = Peer("Stripe", OWN, base)

    @cached_property
    def _api(self) -> "Api":
        from coterie.market.providers.stripe.api import Api

        return Api(self._secret_key, self._peer)

    def send(self, *, mark: str, attempt: int, amount: Money, to: str) -> str:
        """Send once per `mark`, and return Stripe's id.

        Stripe keeps its keys against doubles for a day, and with a key what it answered, a refusal too: so who was
        refused asks with the next `attempt`, and before each we look for a transfer that carries the mark.
        Raises Declined when Stripe was asked to send and did not, and why, Invalid for an amount that it cannot take;
        ProviderFailed when nobody knows: ask the same again.
        """
        with self._peer.reading():
            made = self._api.transfer_of(mark) or self._api.create_transfer(
                {"amount": to_stripe(amount), "currency": amount.currency.lower(), "destination": to,
                 "transfer_group": mark, "metadata": {"payout": mark}},
                once=f"payout-{mark}-{attempt}",
            )  # fmt: skip
            if self._other(made, amount, to):
                raise ProviderFailed(_("Stripe has another transfer under this mark."))
            return said(made, "id", self._peer)

    @staticmethod
    def _other(made: Told, amount: Money, to: str) -> bool:
        currency = made.currency("currency")
        sent = from_stripe(made.whole("amount"), currency)
        return (sent, currency, made.text("destination")) != (amount.minor, amount.currency, to)
