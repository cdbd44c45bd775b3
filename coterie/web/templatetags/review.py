"""Tags that write figures of the review; what is not known is a dash, never a zero."""

from django import template

from coterie.review.queries.words import duration, percent

register = template.Library()
UNKNOWN = "–"


@register.simple_tag
def share(value: float | None) -> str:
    """Write a share as a percentage."""
    return UNKNOWN if value is None else percent(float(value))


@register.simple_tag
def span(seconds: float | None) -> str:
    """Write a time span."""
    return UNKNOWN if seconds is None else duration(float(seconds))
