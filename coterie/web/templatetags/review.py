"""Tags that write figures of the review; what is not known is a dash, never a zero."""

from django import template

from coterie.review.queries.words import duration, percent

register = template.Library()
UNKNOWN = "–"
"""Also for what a template finds on nothing, an empty text."""


@register.simple_tag
def share(value: float | str | None) -> str:
    """Write a share as a percentage."""
    return percent(value) if isinstance(value, float | int) else UNKNOWN


@register.simple_tag
def span(seconds: float | str | None) -> str:
    """Write a time span."""
    return duration(seconds) if isinstance(seconds, float | int) else UNKNOWN
