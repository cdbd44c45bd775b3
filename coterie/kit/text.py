"""Text as people search it: English by the beginnings of words, Chinese by any part."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

LONGEST_TOKEN = 64

_CJK = (
    "\u2e80-\u2fdf\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3040-\u309a\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u3100-\u318f\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
"""Scripts that write no spaces between words: Han, kana, bopomofo, hangul."""

_CJK_RUN = re.compile(f"([{_CJK}]+)")
_WORD = re.compile("[^\\W_]+")
_TOKEN = re.compile(f"([^\\W_]{{1,{LONGEST_TOKEN}}})[^\\W_]*")
_PLAIN_TOKEN = re.compile(f"([a-z0-9]{{1,{LONGEST_TOKEN}}})[a-z0-9]*")
_WORD_BEGINS = f"(?<!(?![{_CJK}])[^\\W_])"
_UNSEEN = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Piece:
    """One part of what is searched for: found where its tokens follow one another."""

    text: str
    cjk: bool

    @property
    def tokens(self) -> list[str]:
        """The tokens, in their order."""
        return _pairs(self.text)[:-1] if self.cjk and len(self.text) > 1 else [self.text[:LONGEST_TOKEN]]

    @property
    def prefix(self) -> bool:
        """Whether the only token may go on: words and single signs are found by their beginning."""
        return not self.cjk or len(self.text) == 1


def clean(text: str) -> str:
    """Return a text as it is kept: without control signs, with plain line ends, trimmed."""
    return _UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def normalise(text: str) -> str:
    """Return the form in which texts are compared: NFKC, case folded."""
    if text.isascii():
        return text.lower()
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def tokens(text: str) -> list[str]:
    """Return the tokens of a text in their order.

    A word is one token. A run of n Chinese signs is n: each sign with the one after it, and the last alone;
    so every part of the run is a sequence of tokens, and every single sign begins one.
    """
    normal = normalise(text)
    if normal.isascii():
        return _PLAIN_TOKEN.findall(normal)
    found: list[str] = []
    for place, part in enumerate(_CJK_RUN.split(normal)):
        found += _pairs(part) if place % 2 else _TOKEN.findall(part)
    return found


def pieces(words: str) -> list[Piece]:
    """Return what must all be found for the words of a search."""
    return [Piece(run, cjk) for cjk, run in _runs(normalise(words))]


def marked(text: str, words: str) -> list[tuple[str, bool]]:
    """Cut a text into parts that the words hit and parts that they do not."""
    folded, origin = _folded(text)
    edges = [0]
    for begin, end in _joined(_hits(folded, pieces(words))):
        edges += [origin[begin], origin[end - 1] + 1]
    edges.append(len(text))
    parts = [(text[begin:end], bool(place % 2)) for place, (begin, end) in enumerate(pairwise(edges))]
    return [part for part in parts if part[0]]


def _runs(normal: str) -> Iterator[tuple[bool, str]]:
    for place, part in enumerate(_CJK_RUN.split(normal)):
        if place % 2:
            yield True, part
        else:
            yield from ((False, word) for word in _WORD.findall(part))


def _pairs(run: str) -> list[str]:
    return [run[place : place + 2] for place in range(len(run))]


def _folded(text: str) -> tuple[str, list[int]]:
    """Return the text folded sign by sign, and for every folded sign the place it came from."""
    parts = [normalise(sign) for sign in text]
    origin = [place for place, part in enumerate(parts) for _ in part]
    return "".join(parts), origin


def _hits(folded: str, wanted: list[Piece]) -> Iterator[tuple[int, int]]:
    for piece in wanted:
        for hit in re.finditer(("" if piece.cjk else _WORD_BEGINS) + re.escape(piece.text), folded):
            yield hit.span()


def _joined(spans: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the spans in order, those that touch made one."""
    joined: list[tuple[int, int]] = []
    for begin, end in sorted(spans):
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return joined
