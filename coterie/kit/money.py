"""Money: whole minor units and a currency, never a float."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from coterie.kit.errors import Invalid

DECIMALS = {"JPY": 0, "KRW": 0, "VND": 0, "CLP": 0, "KWD": 3, "BHD": 3, "JOD": 3}
"""Minor digits by ISO 4217 where they are not two."""


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
    """Read an amount in major units, rounding half up to the minor unit.

    Raises Invalid when `text` is not a finite number.
    """
    try:
        amount = Decimal(text.strip().replace(",", ""))
        minor = amount.scaleb(digits(currency)).to_integral_value(ROUND_HALF_UP)
        return Money(int(minor), currency)
    except (InvalidOperation, ValueError, OverflowError) as error:
        raise Invalid(f"not an amount: {text!r}") from error
