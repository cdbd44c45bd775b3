"""Money: whole minor units and a currency, never a float."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from coterie.kit.errors import Invalid

DECIMALS = {"JPY": 0, "KRW": 0, "VND": 0, "CLP": 0, "KWD": 3, "BHD": 3, "JOD": 3}
"""Minor digits by ISO 4217 where they are not two."""

AMOUNT = re.compile(r"[+-]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,18})(?:\.[0-9]{0,18})?|[+-]?\.[0-9]{1,18}")
MOST = 10**15
"""Minor units; far inside a 64-bit column, so that sums stay inside too."""


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units (fen, cents) of one currency."""

    minor: int
    currency: str

    def __add__(self, other: "Money") -> "Money":
        """Add two amounts of the same currency."""
        if self.currency != other.currency:
            raise ValueError(f"{self.currency} + {other.currency}")
        return Money(self.minor + other.minor, self.currency)

    @property
    def decimal(self) -> Decimal:
        """The amount in major units, exact."""
        return Decimal(self.minor).scaleb(-digits(self.currency))


def digits(currency: str) -> int:
    """Return how many minor digits `currency` has."""
    return DECIMALS.get(currency, 2)


def parse(text: str, currency: str) -> Money:
    """Read an amount in major units, `1,234.50` or `1234.5`, rounding half up to the minor unit.

    Raises Invalid for anything else: a comma for decimals, an exponent, more than MOST.
    """
    if not AMOUNT.fullmatch(text.strip()):
        raise Invalid(f"not an amount: {text[:40]!r}")
    amount = Decimal(text.strip().replace(",", ""))
    minor = int(amount.scaleb(digits(currency)).to_integral_value(ROUND_HALF_UP))
    if abs(minor) > MOST:
        raise Invalid(f"more than anybody has: {text[:40]!r}")
    return Money(minor, currency)
