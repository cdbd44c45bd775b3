"""Which reply a text calls for. The same text finds the same reply, however many there are."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick
from opencc import OpenCC
from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

from coterie.joining.enums import Match

LONGEST = 200
"""Signs of a text that are looked at."""
RANK = {Match.EXACT: 0, Match.CONTAINS: 1, Match.FUZZY: 2}


class Called(NamedTuple):
    """A reply as far as matching goes."""

    id: int
    words: tuple[str, ...]
    match: str
    channel: int | None
    order: int


class Found(NamedTuple):
    """A reply that a text calls for, by one of its words; the first of a list answers."""

    rank: tuple[int, int, int, int, int]
    reply: int
    word: str
    match: str


@cache
def simplifier() -> OpenCC:
    """Return what writes traditional signs as simplified ones."""
    return OpenCC("t2s")


@lru_cache(maxsize=20_000)
def simple(sign: str) -> str:
    """Return one sign in simplified script; by itself, for a word has to look the same inside any text."""
    return str(simplifier().convert(sign))


def plain(text: str) -> str:
    """Return a text as it is compared: one width, one case, one Chinese script, no marks around and nothing unseen."""
    text = unicodedata.normalize("NFKC", text[:LONGEST]).casefold()
    text = "".join(sign for sign in text if unicodedata.category(sign) not in ("Cf", "Cc") or sign.isspace())
    text = "".join(map(simple, text))
    words = " ".join(text.split())
    begin, end = 0, len(words)
    while begin < end and not words[begin].isalnum():
        begin += 1
    while end > begin and not words[end - 1].isalnum():
        end -= 1
    return words[begin:end]


def slips(word: str) -> int:
    """Return how many slips of the pen a word forgives: none up to three signs, then one, from eight on two."""
    return 0 if len(word) <= 3 else 1 if len(word) < 8 else 2


@dataclass(frozen=True, slots=True)
class Entry:
    """One word of one reply."""

    word: str
    reply: Called

    def found(self) -> Found:
        """Return it with its rank: the stricter match first, then the longer word, the channel's own, the order."""
        reply = self.reply
        rank = (RANK[Match(reply.match)], -len(self.word), reply.channel is None, reply.order, reply.id)
        return Found(rank, reply.id, self.word, reply.match)


class Matcher:
    """Some replies, ready to be called; `plain` texts only."""

    def __init__(self, replies: Iterable[Called]) -> None:
        """Sort the words by how they match."""
        kinds: dict[str, list[Entry]] = {match: [] for match in Match.values}
        for reply in replies:
            kinds[reply.match] += [Entry(word, reply) for each in reply.words if (word := plain(each))]
        self._exact: dict[str, list[Entry]] = {}
        for entry in kinds[Match.EXACT]:
            self._exact.setdefault(entry.word, []).append(entry)
        self._inside = kinds[Match.CONTAINS]
        self._automaton = AhoCorasick([entry.word for entry in self._inside])
        self._near = kinds[Match.FUZZY]
        self._near_words = [entry.word for entry in self._near]

    def find(self, text: str, channel: int | None) -> list[Found]:
        """Return every reply that a text calls for on a channel, each once by its best word; the first answers."""
        wanted = plain(text)
        if not wanted:
            return []
        entries = [*self._exact.get(wanted, ()), *self._contained(wanted), *self._close(wanted)]
        best: dict[int, Found] = {}
        for entry in entries:
            if entry.reply.channel in (None, channel):
                found = entry.found()
                best[found.reply] = min(found, best.get(found.reply, found))
        return sorted(best.values())

    def _contained(self, text: str) -> Sequence[Entry]:
        places = self._automaton.find_matches_as_indexes(text, overlapping=True)
        return [self._inside[place] for place in dict.fromkeys(place for place, _begin, _end in places)]

    def _close(self, text: str) -> Sequence[Entry]:
        near = process.extract(text, self._near_words, scorer=DamerauLevenshtein.distance, score_cutoff=2, limit=None)
        return [self._near[place] for word, distance, place in near if distance <= slips(word)]
