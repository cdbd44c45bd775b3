"""Drawing the announcement above a group."""

from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from coterie.talk.queries.announcement import Announcement, announcement_of
from coterie.web.member.day import moment_said
from coterie.web.member.place import Room

KEPT = 1_024


def draw_announcement(room: Room, *, told: bool = False) -> SafeString:
    """Return the announcement; `told` draws it so that it takes the old one's place on a page that stands open."""
    announced = announcement_of(room.group)
    when = moment_said(announced.pinned_at, room.zone) if announced else ""
    return _drawn(announced, room.url, when, told, get_language())


@lru_cache(KEPT)
def _drawn(announced: Announcement | None, url: str, when: str, told: bool, _language: str | None) -> SafeString:  # noqa: FBT001 - a key of the cache
    facts = {"announced": announced, "url": url, "when": when, "told": told}
    return render_to_string("member/announcement.html", facts)
