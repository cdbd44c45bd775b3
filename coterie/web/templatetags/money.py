"""The tag that writes an amount of money."""

from django import template

from coterie.kit.money import Money
from coterie.market.queries.ways import way_called
from coterie.review.queries.words import money as written

register = template.Library()


@register.simple_tag
def money(minor: int, currency: str) -> str:
    """Write minor units with their currency, in the reader's language."""
    return written(Money(minor, currency))


@register.filter
def way_title(provider: str) -> str:
    """Write what a way to pay is called by who runs it."""
    return str(way_called(provider).called)
