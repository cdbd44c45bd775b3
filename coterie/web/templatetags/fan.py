"""The tag that draws a fan."""

from collections.abc import Sequence
from typing import Any

from django import template

from coterie.web.drawing.fan import draw_fan

register = template.Library()


@register.inclusion_tag("components/line_chart.html")
def fan_chart(
    low: Sequence[float], middle: Sequence[float], high: Sequence[float], labels: Sequence[str], label: str,
    *, seen: Sequence[float] = (), names: tuple[str, str] = ("", ""),
) -> dict[str, Any]:  # fmt: skip
    """Draw the middle of many cases over `labels` and where most lie; `label` says in words what the picture shows.

    What was `seen` until now stands beside the middle, each by its name.
    """
    return {"chart": draw_fan(low, middle, high, labels, seen=seen, names=names), "label": label}
