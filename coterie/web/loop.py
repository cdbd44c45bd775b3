"""The console's navigation: the loop that the product serves, as far as it has pages."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the loop; `number` is its place among the ten, None for Today."""

    name: str
    label: Promise
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A step as a link of the rail."""

    label: Promise
    url: str
    number: int | None
    current: bool
    count: int = 0


STEPS = (
    Step("today", _("Today")),
    Step("position", _("Position"), 1),
    Step("build", _("Build"), 2),
    Step("draw_in", _("Draw in"), 3),
    Step("seed", _("Seed"), 4),
    Step("engage", _("Engage"), 5),
    Step("spread", _("Spread"), 6),
    Step("earn", _("Earn"), 7),
    Step("review", _("Review"), 8),
    Step("maintain", _("Maintain"), 10),
)


def rail(slug: str, current: str) -> list[Entry]:
    """Return the links of a community's console; `current` is the step shown."""
    return [
        Entry(step.label, reverse(f"console:{step.name}", args=[slug]), step.number, step.name == current)
        for step in STEPS
    ]
