"""Links that are handed out for a placement, with tags that say where they hang; and the tags that came back."""

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlencode

from django.db.models import Count, Q

from coterie.joining.enums import Platform, Turn
from coterie.joining.models import Placement, Touch
from coterie.joining.rules import Utm

P = Platform
MEDIA: dict[str, str] = {
    P.STORE: "print", P.PRINT: "print", P.EVENT: "event", P.EMAIL: "email", P.SMS: "sms", P.SEARCH: "search",
    P.WEBSITE: "referral", P.FRIEND: "friend", P.TAOBAO: "shop", P.OTHER: "referral", P.TELEGRAM: "chat",
    P.WHATSAPP: "chat", P.DOUYIN: "video", P.BILIBILI: "video", P.YOUTUBE: "video", P.WECHAT_CHANNELS: "video",
}  # fmt: skip
"""`utm_medium` by platform; all others are social."""


class Target(StrEnum):
    """Where a link leads."""

    LIVE = "live"
    LANDING = "landing"
    JOIN = "join"


@dataclass(frozen=True, slots=True)
class Tagged:
    """How often a combination of tags was the first and the last that visitors came by."""

    source: str
    medium: str
    campaign: str
    content: str
    first: int
    last: int


def utm_for(place: Placement, *, campaign: str = "", content: str = "", term: str = "") -> Utm:
    """Return the tags of a placement's links: the platform, its kind, the channel and the placement."""
    channel = place.channel
    source = channel.name if channel.platform == Platform.OTHER else channel.platform
    return Utm(source, MEDIA.get(channel.platform, "social"), campaign or channel.name, content or place.name, term)


def link_path(community: str, place: Placement, target: str, utm: Utm) -> str:
    """Return the path of a link: to the public page or the door with code and tags, or the live code alone.

    The live code needs no tags: it belongs to one placement, and a short address makes a QR that is read from afar.
    """
    if target == Target.LIVE:
        return f"/g/{place.code.slug}"
    tags = {f"utm_{name}": value for name, value in utm.told().items()}
    page = f"/c/{community}/join" if target == Target.JOIN else f"/c/{community}"
    return f"{page}?{urlencode({'code': place.code.slug, **tags})}"


def tags_seen(*, channel: int | None = None, code: int | None = None) -> list[Tagged]:
    """Return the tags by which visitors came to a channel's codes, or to one code; the most frequent first."""
    named = ("source", "medium", "campaign", "content")
    rows = Touch.objects.filter(code=code) if code is not None else Touch.objects.filter(code__channel=channel)
    turns = {turn: Count("id", filter=Q(turn=value)) for turn, value in (("first", Turn.FIRST), ("last", Turn.LAST))}
    found = rows.values(*named).annotate(**turns).order_by("-last", *named)
    return [Tagged(**row) for row in found[:50]]
