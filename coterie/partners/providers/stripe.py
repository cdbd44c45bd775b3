"""Stripe brings the money: out of the community's balance into the partner's account that is connected to it."""

import re

from coterie.kit.errors import Invalid
from coterie.kit.money import Money
from coterie.market.providers.port import Declined
from coterie.market.providers.stripe.transfers import Transfers
from coterie.partners.errors import PayoutFailed
from coterie.partners.providers.port import Payee, Sent

ACCOUNT = re.compile("acct_[A-Za-z0-9]{8,64}")


class StripeTransfers:
    """A balance, asked for the so manieth time for one payout: who was refused before asks anew."""

    def __init__(self, balance: Transfers, attempt: int) -> None:
        self._balance, self._attempt = balance, attempt

    def send(self, *, once: str, amount: Money, to: Payee) -> Sent:
        """Move the money at once into the partner's balance; from there to their bank is between Stripe and them."""
        try:
            name = self._balance.send(mark=once, attempt=self._attempt, amount=amount, to=to.account)
        except (Declined, Invalid) as error:
            raise PayoutFailed(str(error)) from error
        return Sent(name, done=True)
