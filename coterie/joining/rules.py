"""Who a visitor is, whether it is a person, what a slot is worth at a moment, and what an answer is worth. Pure."""

import re
from collections.abc import Collection, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from hashlib import blake2b
from ipaddress import ip_address
from typing import NamedTuple
from unicodedata import normalize

from django.conf import settings
from django.utils.translation.trans_real import parse_accept_lang_header

from coterie.joining.enums import Arm, BaitKind, BaitState, QuestionKind, SlotState, Unfit, Verdict, Whom
from coterie.joining.models import Bait, Question, Slot
from coterie.kit.seal import Seal

VISITOR_COOKIE = "coterie_visitor"
VISITOR_COOKIE_AGE = 60 * 60 * 24 * 365
SLUG_LENGTH = 7
LARGEST_NUMBER = 10**15
RANGE = re.compile(r"\s*(?P<low>-?\d{1,15}(\.\d{1,6})?)\s*(?:[-~\u2013]\s*(?P<high>-?\d{1,15}(\.\d{1,6})?)\s*)?")
"""A number, or two with a dash between them."""
BAR = re.compile("[|｜]")

PREVIEWS = re.compile(
    r"facebookexternalhit|facebot|facebookcatalog|meta-external|twitterbot|slackbot|slack-imgproxy|discordbot"
    r"|telegrambot|linkedinbot|skypeuripreview|microsoftpreview|line-poker|kakaotalk-scrap|redditbot|embedly|vkshare"
    r"|pinterestbot|dingtalkbot|iframely|bingpreview|google web preview|link ?(?:preview|presentation)|url ?preview"
    r"|cardyb|mastodon/|summalybot|synapse \(|larkurl2meta|^whatsapp/|^viber/"
)
BOTS = re.compile(
    r"(?<!cu)bot(?![a-z])|crawl|spider|slurp|mediapartners|archiver|feedfetcher|inspectiontool|googleother|apis-google"
    r"|lighthouse|pagespeed|uptime|pingdom|statuscake|zgrab|masscan|nmap|censys|chatgpt-user"
    r"|blackbox exporter|datadog/synth|newrelicpinger|site24x7|palo alto networks|w3c_validator|qwantify"
)
"""What programs that read the web call themselves."""
TOOLS = re.compile(
    r"^(curl|wget|python|aiohttp|httpie|go-http-client|okhttp|java/|apache-httpclient|libwww-perl|node-fetch|axios|undici"
    r"|ruby|php|guzzlehttp|scrapy|postmanruntime|insomnia)|headlesschrome|phantomjs|selenium|puppeteer|electron/"
)
"""Libraries and browsers without a window: from elsewhere nobody sits before them; from one's own network an operator
tries a code with them, or a test."""
EMBEDS = frozenset({b"image", b"script", b"style", b"font", b"audio", b"video", b"track", b"object", b"embed"})


UTM_LENGTH = 60
PERSONAL = re.compile(r"@|\d[\d\s().-]{5,}\d")
"""An address or a telephone number; a tag that holds one is not kept."""
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ud800-\udfff]+")


class Utm(NamedTuple):
    """The five tags of a link that say where it was found."""

    source: str = ""
    medium: str = ""
    campaign: str = ""
    content: str = ""
    term: str = ""

    def told(self) -> dict[str, str]:
        """Return the tags that say something."""
        return {name: value for name, value in self._asdict().items() if value}


NO_UTM = Utm()


def utm_in(query: Mapping[str, str]) -> Utm:
    """Return the tags in an address, each cut to 60 signs; none that holds an address or a telephone number."""
    return Utm(*(utm_value(query.get(f"utm_{name}", "")) for name in Utm._fields))


def utm_value(text: str) -> str:
    """Return a tag as it is kept."""
    plain = " ".join(UNSEEN.sub(" ", text[:500]).split())
    return "" if PERSONAL.search(plain) else plain[:UTM_LENGTH].strip()


@cache
def visitor_seal() -> Seal:
    """Return what signs visitor numbers."""
    return Seal(settings.SECRET_KEY, "visitor")


@cache
def return_seal() -> Seal:
    """Return what signs the links by which an applicant comes back on another device."""
    return Seal(settings.SECRET_KEY, "way back")


def cookie_of(visitor: int) -> str:
    """Return the value of the cookie `VISITOR_COOKIE` for a visitor's number."""
    return visitor_seal().sign(f"{visitor:x}")


def visitor_in(cookie: str) -> int | None:
    """Return the visitor's number in a cookie that we signed; None for anything else."""
    number = visitor_seal().read(cookie)
    return int(number, 16) if number else None


SIGNS = ("sec-purpose", "purpose", "x-purpose", "x-moz", "sec-fetch-dest", "user-agent")
"""Headers that tell who looks."""


def verdict(method: str, headers: Mapping[bytes, bytes], client: tuple[str, int] | None = None) -> tuple[Verdict, str]:
    """Judge one look at a live code by its request: a person, or what else and by which sign.

    `client` is the address that the look came from; a tool is a person's if it is near.
    """
    if method == "HEAD":
        return Verdict.HEAD, "method"
    purpose = headers.get(b"sec-purpose") or headers.get(b"purpose") or headers.get(b"x-purpose")
    purpose = purpose or headers.get(b"x-moz")
    if purpose:
        return (Verdict.PREVIEW if b"preview" in purpose else Verdict.PREFETCH), "purpose"
    if headers.get(b"sec-fetch-dest") in EMBEDS:
        return Verdict.EMBEDDED, "sec-fetch-dest"
    judged = agent_verdict(headers.get(b"user-agent", b""))
    if judged[0] == Verdict.TOOL:
        return (Verdict.PERSON, "") if client is None or is_near(client[0]) else (Verdict.BOT, judged[1])
    return judged


@lru_cache(maxsize=4096)
def agent_verdict(agent: bytes) -> tuple[Verdict, str]:
    """Judge by the name that the program gives itself; the reason is the word that told."""
    name = agent[:500].decode("latin-1").lower()
    if found := PREVIEWS.search(name):
        return Verdict.PREVIEW, found.group()
    if found := BOTS.search(name):
        return Verdict.BOT, found.group()
    if found := TOOLS.search(name):
        return Verdict.TOOL, found.group()
    return Verdict.PERSON, ""


@lru_cache(maxsize=4096)
def is_near(address: str) -> bool:
    """Tell whether an address is of this machine or of a network of one's own."""
    try:
        return ip_address(address).is_private
    except ValueError:
        return True  # a socket on this machine has no address


def slot_state(slot: Slot, now: datetime, *, free: int | None = None) -> SlotState:
    """Derive what a slot is now; `free` is the room in its group, when that is known."""
    if slot.valid_from and now < slot.valid_from:
        return SlotState.EARLY
    if slot.expires_at and slot.expires_at <= now:
        return SlotState.EXPIRED
    full = slot.taken >= slot.capacity - slot.reserve - slot.corrected or (free is not None and free < 1)
    return SlotState.FULL if full else SlotState.OPEN


def bait_state(bait: Bait, now: datetime, *, texts: int = 0) -> BaitState:
    """Derive what a bait is now; `texts` are those left of one that gives each text once."""
    if bait.archived_at is not None:
        return BaitState.AWAY
    if bait.expires_at is not None and bait.expires_at <= now:
        return BaitState.EXPIRED
    out = bait.limit is not None and bait.delivered >= bait.limit
    return BaitState.OUT if out or (bait.kind == BaitKind.TEXTS and texts < 1) else BaitState.THERE


class Conditions(NamedTuple):
    """Which visitors a slot takes; without any it takes all."""

    languages: tuple[str, ...] = ()
    from_minute: int | None = None
    """Of the community's day, from 0 to 1439; given with `to_minute`."""
    to_minute: int | None = None
    whom: str = Whom.ANYBODY

    @property
    def total(self) -> int:
        """How many there are: the more, the more specific."""
        return bool(self.languages) + (self.from_minute is not None) + bool(self.whom)


class Looker(NamedTuple):
    """What the conditions of a code ask of a visitor."""

    tongue: str = ""
    """The first of their languages that any slot asks for."""
    returning: bool = False


def unfit(conditions: Conditions, looker: Looker, minute: int) -> str:
    """Return why a slot does not take this visitor at this minute of the day; nothing when it does."""
    if conditions.languages and looker.tongue not in conditions.languages:
        return Unfit.LANGUAGE
    if conditions.from_minute is not None and not is_between(minute, conditions.from_minute, conditions.to_minute or 0):
        return Unfit.HOURS
    if conditions.whom and looker.returning != (conditions.whom == Whom.RETURNING):
        return Unfit.WHOM
    return ""


def is_between(minute: int, start: int, end: int) -> bool:
    """Tell whether a minute of the day lies in the stretch from `start` up to `end`, which may lie after midnight."""
    return start <= minute < end if start < end else minute >= start or minute < end


@lru_cache(maxsize=4096)
def tongues_in(accept: str) -> tuple[str, ...]:
    """Return the languages of an Accept-Language header without their countries, the best liked first."""
    liked = parse_accept_lang_header(accept[:500])
    return tuple(dict.fromkeys(name.partition("-")[0] for name, weight in liked if weight > 0 and name != "*"))[:5]


def tongue_among(liked: Collection[str], asked: Collection[str]) -> str:
    """Return the best liked language that is asked for."""
    return next((tongue for tongue in liked if tongue in asked), "")


def said(question: Question, value: str) -> str:
    """Return an answer as it is kept: figures in half width, choices in their order."""
    value = value.strip()
    if question.kind in (QuestionKind.NUMBER, QuestionKind.DATE):
        return normalize("NFKC", value).strip()
    if question.kind == QuestionKind.CHOICES:
        chosen = set(value.split("\n"))
        known = [choice for choice in question.choices if choice in chosen]
        return "\n".join([*known, *sorted(chosen - {*known, ""})])
    return value


def fits(question: Question, value: str) -> bool:
    """Tell whether an answer is one to this question, right or wrong."""
    if not value:
        return not question.required
    if question.kind == QuestionKind.NUMBER:
        return number_in(value) is not None
    if question.kind == QuestionKind.DATE:
        return date_in(value) is not None
    chosen = set(value.split("\n")) if question.kind == QuestionKind.CHOICES else {value}
    return not question.choices or chosen <= set(question.choices)


def is_right(question: Question, value: str) -> bool:
    """Tell whether an answer is right; where no answer is named as right, every one is.

    Of several choices exactly the right ones must be chosen; a number may lie in a range like `18-65`.
    """
    if not question.right or (not value and not question.required):
        return True
    if question.kind == QuestionKind.CHOICES:
        return set(value.split("\n")) == set(question.right)
    if question.kind == QuestionKind.NUMBER:
        number = number_in(value)
        return number is not None and any(low <= number <= high for low, high in map(range_in, question.right))
    return value.casefold() in {right.casefold() for right in question.right}


def number_in(text: str) -> Decimal | None:
    """Read a number; None for anything else."""
    try:
        number = Decimal(normalize("NFKC", text).strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < LARGEST_NUMBER else None


def date_in(text: str) -> date | None:
    """Read a day like 2026-03-02; None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def range_in(text: str) -> tuple[Decimal, Decimal]:
    """Read `7` or `18-65`. Raises ValueError for anything else."""
    found = RANGE.fullmatch(normalize("NFKC", text))
    if not found:
        raise ValueError(text)
    low = Decimal(found["low"])
    return low, Decimal(found["high"]) if found["high"] else low


def arm_of(test: int, visitor: int) -> Arm:
    """Return which version a visitor sees in a test: by a hash, so always the same and independent of other tests."""
    digest = blake2b(f"{test}:{visitor}".encode(), digest_size=8).digest()
    return Arm.B if digest[0] & 1 else Arm.A


def pairs(text: str) -> list[tuple[str, str]]:
    """Return the lines of a block as what stands before and after their bar: `21:00 | Topic`."""
    lines = (BAR.split(line, maxsplit=1) for line in text.splitlines() if line.strip(" |｜"))
    return [(parts[0].strip(), parts[1].strip() if len(parts) > 1 else "") for parts in lines]
