"""What every template may read as `page`."""

from dataclasses import dataclass, field

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from coterie.kit.actor import Actor
from coterie.web.loop import Entry, rail
from coterie.web.member.tabs import TabLink, tabs
from coterie.web.place import Named, Place
from coterie.web.request import actor_of

THEMES = ("light", "dark")


@dataclass(frozen=True, slots=True)
class PageFacts:
    """The frame around a page: who looks, at what, in which theme and language."""

    actor: Actor
    theme: str
    language: str
    community: Named | None = None
    nav: list[Entry] | list[TabLink] = field(default_factory=list)
    search_url: str = ""


def page(request: HttpRequest) -> dict[str, PageFacts]:
    """Return the frame of this request."""
    place = getattr(request, "place", None)
    facts = PageFacts(
        actor=actor_of(request) if hasattr(request, "user") else Actor(),
        theme=theme_of(request),
        language=get_language() or "en",
        community=place.community if place else None,
        nav=nav_of(place) if place else [],
        search_url=reverse("member:search", args=[place.community.slug]) if place and place.step else "",
    )
    return {"page": facts}


def nav_of(place: Place) -> list[Entry] | list[TabLink]:
    """Return the links of the console's rail or of the member space's tabs."""
    if place.tab:
        return tabs(place.community.slug, place.tab)
    return rail(place.community.slug, place.step) if place.step else []


def theme_of(request: HttpRequest) -> str:
    """Return the theme that the reader chose; nothing is "as the device"."""
    theme = request.COOKIES.get("theme", "")
    return theme if theme in THEMES else ""
