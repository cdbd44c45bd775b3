"""What programs and servers announce: who came, went, was renamed; the topic."""

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["joined", "left", "renamed", "topic"]

_WHO = r"(?P<who>[^\s<>]+)"
_HOST = r"\s+[\[(](?=\S*[@.:/])\S*[\])]"
_ROOM = r"[#&+!]\S*|the (?:room|channel|chat|conversation)|channel \S+"
_WHY = r"(?:\s*[\[(].*[\])]|\s*:.*)?"


@dataclass(frozen=True, slots=True)
class Notice:
    """One announcement: `who` it is about, and the new name or the topic as `text`."""

    kind: Kind
    who: str
    text: str = ""


def _rules(*rules: tuple[Kind, str]) -> tuple[tuple[Kind, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(rf"(?:{pattern})\.?\s*$", re.DOTALL)) for kind, pattern in rules)


PLAIN = _rules(
    ("joined", rf"{_WHO}(?:{_HOST})?\s+(?:has )?joined (?:{_ROOM}){_WHY}"),
    ("joined", rf"{_WHO}(?:{_HOST})?\s+(?:has )?entered (?:{_ROOM}){_WHY}"),
    ("joined", rf"{_WHO}{_HOST}\s+(?:has )?joined(?: .*)?"),
    ("left", rf"{_WHO}(?:{_HOST})?\s+(?:has )?(?:left|parted) (?:{_ROOM}){_WHY}"),
    ("left", rf"{_WHO}{_HOST}\s+(?:has )?(?:left|[Qq]uit|parted)(?:[ :].*)?"),
    ("left", rf"{_WHO}(?:{_HOST})?\s+left irc(?::.*)?"),
    ("left", rf"{_WHO}(?:{_HOST})?\s+has (?:quit|left)(?: IRC)?{_WHY}"),
    ("left", rf"{_WHO}\s+(?:was|has been) kicked (?:from|off|by|out)\b.*"),
    ("left", rf"{_WHO}\s+(?:was )?kicked from {_ROOM} by .*"),
    ("left", rf"\S+ (?:has )?kicked {_WHO} (?:from|off|out of) (?:{_ROOM}){_WHY}"),
    ("renamed", rf"{_WHO}\s+is now known as (?P<text>\S*[^\s.])"),
    ("renamed", rf"{_WHO}\s+(?:has )?changed (?:his |her |their )?nick(?:name)? to (?P<text>\S*[^\s.])"),
    ("topic", rf"{_WHO}\s+(?:has )?(?:changes?d?|sets?)(?: the)? topic(?: (?:of|for|on) \S+)? to:? ?(?P<text>.*)"),
)
"""Sentences that nobody says of himself; they are notices after any marker."""

MARKED = _rules(
    ("joined", rf"Joins?:? {_WHO}(?:{_HOST})?"),
    ("joined", rf"{_WHO}(?:{_HOST})?\s+(?:has )?joined"),
    ("left", rf"(?:Parts?|Quits?):? {_WHO}(?:{_HOST})?{_WHY}"),
    ("left", rf"{_WHO}(?:{_HOST})?\s+(?:has )?(?:left|quit|parted)(?: \S+\.\S+)?{_WHY}"),
    ("renamed", r"Nick change: (?P<who>\S+) -> (?P<text>\S*[^\s.])"),
    ("topic", r"Topic (?:for|on|of) \S+(?: is)?:? (?P<text>.*)"),
    ("topic", r"\.\.\[topic/\S+\]\s*:? ?(?P<text>.*)"),
    ("topic", r"Topic changed on \S+ by \S+: (?P<text>.*)"),
    ("topic", r"(?:Topic|TOPIC)(?: is)?: (?P<text>.*)"),
)
"""Shorter forms that count only after a marker that programs alone write."""

SERVER_WORDS = frozenset({
    "topic", "mode", "servermode", "users", "channel", "channels", "server", "you", "you're", "your", "home",
    "netsplit", "end", "now", "signoff", "irc", "log", "session", "joins", "parts", "quits", "connected",
    "disconnected", "disconnecting", "ignoring", "unknown", "cannot", "no",
})  # fmt: skip
"""First words of announcements that are about nobody."""

NICK = re.compile(r"[^\W\d]\w*[\w\[\]\\`^{}|\-]*|[\[\]\\`^{}|_][\w\[\]\\`^{}|\-]*")


def read_notice(text: str, *, marked: bool) -> Notice | None:
    """Return what the announcement says, or None when it is of no known kind.

    `marked` allows the short forms.
    """
    for kind, pattern in (*PLAIN, *MARKED) if marked else PLAIN:
        if found := pattern.match(text):
            part = found.groupdict()
            return Notice(kind, part.get("who") or "", part.get("text") or "")
    return None


def is_nick(word: str) -> bool:
    """Return whether a word can be a person's nick."""
    return len(word) <= 64 and NICK.fullmatch(word) is not None and word.lower() not in SERVER_WORDS
