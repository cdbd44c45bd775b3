"""The places of the member space, under the thumb."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Tab:
    """One place; in Chinese its sign stands in for the icon."""

    name: str
    label: Promise
    icon: str
    sign: str


@dataclass(frozen=True, slots=True)
class TabLink:
    """A place as a link of the bar."""

    label: Promise
    url: str
    current: bool
    icon: str = ""
    glyph: str = ""
    count: int = 0


TABS = (
    Tab("home", _("Talk"), "chat", "群"),
    Tab("rituals", _("Rituals"), "calendar", "约"),
    Tab("search", _("Search"), "search", "搜"),
    Tab("profile", _("Me"), "person", "我"),
)


def tabs(slug: str, current: str) -> list[TabLink]:
    """Return the places of one community's member space; `current` is the one shown."""
    signs = (get_language() or "").startswith("zh")
    return [
        TabLink(
            label=tab.label,
            url=reverse(f"member:{tab.name}", args=[slug]),
            current=tab.name == current,
            icon="" if signs else tab.icon,
            glyph=tab.sign if signs else "",
        )
        for tab in TABS
    ]
