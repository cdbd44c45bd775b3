"""WeChat brings the money: it is made ready, and each partner takes theirs there, where they confirm it."""

import re

from coterie.kit.ids import ALPHABET, KEY_LENGTH
from coterie.kit.money import Money
from coterie.partners.providers.port import Payee, Sent

CALLED = frozenset({"wechat", "weixin", "微信"})
"""What a partner's account says who takes their money in WeChat."""
KEY = f"([{ALPHABET}]{{{KEY_LENGTH}}})"
BILL = re.compile(f"{KEY}{KEY}a[0-9]{{1,5}}")
"""What WeChat knows one try of a payout by: letters and digits, 32 at most."""


class Wechat:
    """Nothing is asked of WeChat before it is known who takes the money: who that is, is kept nowhere."""

    def send(self, *, once: str, amount: Money, to: Payee) -> Sent:
        """Leave it to the partner."""
        return Sent()


def bill_called(once: str, attempt: int) -> str:
    """Return what WeChat knows a payout by that is sent for the so manieth time."""
    return f"{once.replace('-', '')}a{attempt}"


def once_of(bill: str) -> str:
    """Return the mark of the payout that a transfer is for, "" for one that is not ours."""
    found = BILL.fullmatch(bill)
    return f"{found[1]}-{found[2]}" if found else ""
