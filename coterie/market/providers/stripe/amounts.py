"""Stripe's minor units, which are not everybody's (https://docs.stripe.com/currencies)."""

from django.utils.translation import gettext_lazy as _

from coterie.kit.errors import Invalid
from coterie.kit.money import Money, digits

WITHOUT = {"BIF", "CLP", "DJF", "GNF", "JPY", "KMF", "KRW", "MGA", "PYG", "RWF", "VND", "VUV", "XAF", "XOF", "XPF"}
"""Zero-decimal: 500 is 500 yen."""
THREE = {"BHD", "JOD", "KWD", "OMR", "TND"}
"""Thousandths, of which Stripe takes full tens only."""

POWERS = (1, 10, 100, 1000)


def stripe_digits(currency: str) -> int:
    """Return how many minor digits Stripe counts in."""
    if currency in WITHOUT:
        return 0
    return 3 if currency in THREE else 2


def to_stripe(amount: Money) -> int:
    """Return an amount as Stripe counts it. Raises Invalid where it cannot be said exactly."""
    more = stripe_digits(amount.currency) - digits(amount.currency)
    count, rest = divmod(amount.minor * POWERS[max(more, 0)], POWERS[max(-more, 0)])
    if rest or (amount.currency in THREE and count % 10):
        raise Invalid(_("Stripe cannot take this amount exactly."), field="amount")
    return count


def from_stripe(count: int, currency: str) -> int:
    """Return our minor units of what Stripe counted."""
    more = digits(currency) - stripe_digits(currency)
    return count * POWERS[max(more, 0)] // POWERS[max(-more, 0)]
