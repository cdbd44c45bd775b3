"""The tag that writes an amount of money."""

from django import template

from coterie.kit.money import Money
from coterie.review.queries.words import money as written

register = template.Library()


@register.simple_tag
def money(minor: int, currency: str) -> str:
    """Write minor units with their currency, in the reader's language."""
    return written(Money(minor, currency))
