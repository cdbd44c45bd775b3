"""What is asked of whoever brings partners their money."""

from dataclasses import dataclass
from typing import Protocol

from coterie.kit.money import Money


@dataclass(frozen=True, slots=True)
class Payee:
    """Who is paid, and where."""

    name: str
    country: str
    account: str


@dataclass(frozen=True, slots=True)
class Sent:
    """What the provider calls it; `done`: the money is there already."""

    reference: str = ""
    done: bool = False


class PayoutProvider(Protocol):
    """Brings money to partners."""

    def send(self, *, once: str, amount: Money, to: Payee) -> Sent:
        """Send an amount; asked again with the same `once`, it is the same money. Raises PayoutFailed."""
