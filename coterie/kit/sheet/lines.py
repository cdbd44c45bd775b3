"""Breaking texts into lines: English between words, Chinese between signs but never before a closing point.

The rules are those of "Requirements for Chinese Text Layout" (W3C, 3.1.3): what closes or pauses does not begin a
line, what opens does not end one, and dashes and dots that belong together stay together.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

Width = Callable[[str], float]

NOT_FIRST = frozenset("，。、；：？！）】》〉」』〕〗”’…—～·％‰℃,.;:?!)]}%/")
NOT_LAST = frozenset("（【《〈「『〔〖“‘([{￥¥$€£#")
ELLIPSIS = "…"
_CJK = "\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef\U00020000-\U0003ffff"
_PART = re.compile(rf"\s+|[{_CJK}…—]|[^\s{_CJK}…—]+")


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text in lines, and the size in which they fit."""

    size: float
    lines: tuple[str, ...]


def units(paragraph: str) -> Iterator[tuple[str, bool]]:
    """Yield what may not be broken, each with whether a space stands before it."""
    held, spaced, gap = "", False, False
    for part in _PART.findall(paragraph):
        if part.isspace():
            gap = True
            continue
        if held and not (part[0] in NOT_FIRST or held[-1] in NOT_LAST):
            yield held, spaced
            held, spaced = part, gap
        else:
            held += f" {part}" if held and gap else part
        gap = False
    if held:
        yield held, spaced


def broken(text: str, most: float, width: Width) -> list[str]:
    """Return the lines of a text, none wider than `most` unless a single sign is."""
    return [line for paragraph in text.splitlines() for line in filled(paragraph, most, width)]


def filled(paragraph: str, most: float, width: Width) -> Iterator[str]:
    """Yield lines, each as full as it can be."""
    line = ""
    for unit, spaced in units(paragraph):
        longer = f"{line} {unit}" if line and spaced else line + unit
        if width(longer) <= most:
            line = longer
            continue
        if line:
            yield line
        *whole, line = forced(unit, most, width)
        yield from whole
    if line:
        yield line


def forced(unit: str, most: float, width: Width) -> list[str]:
    """Cut a unit that is wider than a whole line wherever it must be."""
    pieces = [""]
    for sign in unit:
        if pieces[-1] and width(pieces[-1] + sign) > most:
            pieces.append("")
        pieces[-1] += sign
    return pieces


def even(text: str, most: float, width: Width) -> list[str]:
    """Return as few lines as fit, of lengths as like as they can be: no last line of one sign."""
    best = broken(text, most, width)
    low, high = most / 2, most
    while len(best) > 1 and high - low > most / 100:
        middle = (low + high) / 2
        tried = broken(text, middle, width)
        if len(tried) > len(best):
            low = middle
        else:
            best, high = tried, middle
    return best


def fitted(
    text: str, *, most: float, room: float, leading: float, sizes: tuple[float, ...], width: Callable[[float], Width]
) -> Fitted:
    """Return a text in the largest of `sizes` in which it stands within `room`; in the smallest it is cut."""
    for size in sizes:
        found = even(text, most, width(size))
        if len(found) <= lines_in(room, size, leading):
            return Fitted(size, tuple(found))
    least = sizes[-1]
    whole = broken(text, most, width(least))
    return Fitted(least, cut(whole, lines_in(room, least, leading), most, width(least)))


def lines_in(room: float, size: float, leading: float) -> int:
    """Return how many lines stand in a height: the first as high as its signs, each other with its leading."""
    return int((room / size - 1) / leading + 1 + 1e-9) if room >= size else 0


def cut(found: list[str], lines: int, most: float, width: Width) -> tuple[str, ...]:
    """Return the first lines, the last of them with dots in place of what is missing."""
    if not lines:
        return ()
    last = found[lines - 1]
    while last and width(last + ELLIPSIS) > most:
        last = last[:-1]
    return (*found[: lines - 1], last.rstrip() + ELLIPSIS)
