"""What stands after the time: somebody's words, or an announcement."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from coterie.reach.formats.irc.notices import Notice, is_nick, read_notice

LONGEST_NICK = 80

_QUICK = re.compile(r"<([\w\[\]\\`^{|}][\w\[\]\\`^{|}\-]{0,78})> ")
"""Nine lines of ten begin like this; the rules below say the same of them, more slowly."""
_SAID = re.compile(r"<(?P<nick>[^<>\t]*(?:<[^<>\t]*>[^<>\t]*)*)>(?:[ \t](?P<text>.*)|(?P<close>.*))$", re.DOTALL)
_RANK = re.compile(r"[~&@%+!* ]{1,3}(?=[^\s~&@%+!*])")
_ROOM = re.compile(r"[:/](?=[#&])\S+$")
_ACTION = re.compile(r"(?P<nick>\S{1,64})(?: (?P<text>.*))?$", re.DOTALL)
_SENT = re.compile(r"-(?P<nick>[^\s()<>:]{1,64}?)(?:\([^()\s]*\))?(?::[#&]\S+?)?-(?: (?P<text>.*)|$)", re.DOTALL)
_COLON = re.compile(r"(?P<nick>\S{1,64}): (?P<text>.*)$", re.DOTALL)
_COLUMNS = re.compile(r"(?P<nick>[^\t]{0,66}?)[ ]?\t(?P<text>.*)$", re.DOTALL)
_RELAYED = re.compile(r"[<>] (?P<nick>[^\s!:]{1,64})(?:!\S+?)?: (?P<text>.*)$", re.DOTALL)

_PROGRAM = re.compile(r"(?P<mark>={2,3}|-!-|\*{3}|\|?-{2,3}>\|?|\|?<-{2,3}\|?|-{2,4}|=!=|[→←⇒⇐])(?:[ \t]+|$)")
_STAR = re.compile(r"[*•](?:\t| {1,2}|$)")


@dataclass(frozen=True, slots=True)
class Words:
    """Somebody said this."""

    author: str
    text: str
    action: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A sentence of the program that is none of the notices."""

    text: str


@dataclass(frozen=True, slots=True)
class Riddle:
    """Nothing is known to look like this."""

    why: str


Body = Words | Notice | Mark | Riddle


def read_body(text: str, *, stamped: bool, columns: bool = False) -> Body:
    """Return what a line says; `columns` for logs whose parts are set apart by tabs."""
    if columns and (found := _COLUMNS.match(text)):
        return _read_columns(found)
    if found := _QUICK.match(text):
        return Words(found[1], text[found.end() :])
    text = text.lstrip(" \t")
    reader = _BY_FIRST.get(text[:1], _read_strange)
    body = reader(text)
    if not isinstance(body, Riddle):
        return body
    return (_read_unmarked(text) if stamped else None) or body


def _read_said(text: str) -> Body:
    if _PROGRAM.match(text):
        return _read_program(text)
    found = _SAID.match(text)
    if found is None:
        return _read_relayed(text)
    nick = plain_nick(found["nick"])
    if not 0 < len(nick) <= LONGEST_NICK:
        return Riddle("no sender between < and >")
    return Words(nick, found["text"] if found["text"] is not None else found["close"])


def plain_nick(nick: str) -> str:
    """Return a nick without its rank in the room (`@dan`, `+nina`) and without the room (`dan:#tea`)."""
    nick = nick.strip()
    if rank := _RANK.match(nick):
        nick = nick[rank.end() :]
    return _ROOM.sub("", nick)


def _read_relayed(text: str) -> Body:
    found = _RELAYED.match(text)
    return Words(found["nick"], found["text"]) if found else Riddle("no sender")


def _read_star(text: str) -> Body:
    if text.startswith("***"):
        return _read_program(text) if text[3:4] in " \t" else _read_action(text.lstrip("*"))
    star = _STAR.match(text)
    return _read_action(text[star.end() :]) if star else Riddle("a star without a name")


def _read_action(text: str) -> Body:
    if notice := read_notice(text, marked=False):
        return notice
    if text.startswith(("Joins:", "Parts:", "Quits:")) and (notice := read_notice(text, marked=True)):
        return notice
    found = _ACTION.match(text)
    if found is None:
        return Riddle("a star without a name")
    return Words(plain_nick(found["nick"]), found["text"] or "", action=True)


def _read_program(text: str) -> Body:
    mark = _PROGRAM.match(text)
    if mark is None:
        return Riddle("an unknown mark")
    said = text[mark.end() :]
    if notice := read_notice(said, marked=True):
        return notice
    if mark["mark"] in {"===", "=="} and (found := _ACTION.match(said)) and found["text"] and is_nick(found["nick"]):
        return Words(found["nick"], found["text"], action=True)
    return Mark(said)


def _read_dash(text: str) -> Body:
    if _PROGRAM.match(text):
        return _read_program(text)
    found = _SENT.match(text)
    return Words(found["nick"], found["text"] or "") if found else Riddle("an unknown mark")


def _read_columns(found: re.Match[str]) -> Body:
    mark, text = found["nick"].strip(), found["text"]
    if mark in {"*", "•"}:
        return _read_action(text.lstrip(" \t"))
    if not mark:
        return Mark(text)
    if _PROGRAM.fullmatch(mark):
        return read_notice(text, marked=True) or Mark(text)
    if mark.startswith("<") and mark.endswith(">"):
        mark = mark[1:-1]
    return Words(plain_nick(mark), text)


def _read_strange(_text: str) -> Body:
    return Riddle("no time, sender or notice that is known")


def _read_unmarked(text: str) -> Body | None:
    """Bots and messengers write `dan (host) joined #tea.` and `dan: hello` after the time, with no mark."""
    for lead in ("Action: ", "ACTION "):
        if text.startswith(lead) and (found := _ACTION.match(text.removeprefix(lead))):
            return Words(found["nick"], found["text"] or "", action=True)
    if notice := read_notice(text, marked=text.startswith(("Nick change: ", "Topic changed on "))):
        return notice
    if re.match(r"[#&]\S+: mode change ", text):
        return Mark(text)
    found = _COLON.match(text)
    if found and is_nick(found["nick"]):
        return Words(found["nick"], found["text"])
    return None


_BY_FIRST: dict[str, Callable[[str], Body]] = {
    "<": _read_said,
    ">": _read_relayed,
    "*": _read_star,
    "•": _read_star,
    "-": _read_dash,
    "=": _read_program,
    "|": _read_program,
    "→": _read_program,
    "←": _read_program,
    "⇒": _read_program,
    "⇐": _read_program,
}
