"""Who is who in a chat log: names, their spellings, and renames."""

import re
from collections.abc import Iterator, Mapping
from hashlib import blake2b

MOST_MENTIONS = 20
SHORTEST = 3
"""Signs of a name that counts inside a sentence; shorter ones are words too often."""

LONGEST_REF, CUT = 120, 90
"""Signs of a reference that a member can keep, and those that are left of a longer one."""

_IN_NAME = re.compile(r"[\w\[\]\\`^{|}\-]")
_NAME = re.compile(r"[\w\[\]\\`^{|}][\w\[\]\\`^{|}\-]*")
_PLAIN_NAME = re.compile(r"[\w\[\]\\`^{|}\-]+", re.ASCII)
"""Quicker, for texts that are plain."""


class People:
    """Follows persons through their names: a rename keeps the person, a known name stays whose it was."""

    def __init__(self, origin: str) -> None:
        """Begin with nobody; `origin` is where the names are from, such as `irc`."""
        self.origin = origin
        self.first_names: dict[str, str] = {}
        self.members: dict[str, int] = {}
        self.spelt: dict[str, str] = {}

    def ref(self, name: str) -> str:
        """Return the reference of the person called `name`."""
        folded = name.casefold()
        return reference(self.origin, self.first_names.setdefault(folded, folded))

    def rename(self, old: str, new: str) -> None:
        """Follow a change of name, unless the new name is already somebody's."""
        old, new = old.casefold(), new.casefold()
        if new not in self.first_names:
            self.first_names[new] = self.first_names.setdefault(old, old)
        elif old not in self.first_names:
            self.first_names[old] = self.first_names[new]

    def meet(self, members: Mapping[str, int]) -> None:
        """Learn which members the references are."""
        self.members.update(members)

    def heard(self, name: str) -> None:
        """Learn how a name is spelt."""
        self.spelt.setdefault(name, self.ref(name))

    def mentions(self, text: str, author: int) -> list[list[int]]:
        """Return [begin, end, member] of everybody else whom a text addresses or names.

        A name that begins the text and is followed by `:` or `,` may be written in any case; elsewhere it must stand
        as it is spelt and have three signs.
        """
        names = (_PLAIN_NAME if text.isascii() else _NAME).findall(text)
        if not names:
            return []
        found = {} if self.spelt.keys().isdisjoint(names) else self._named({*names}, text)
        if (member := self._addressed(names[0], text)) is not None:
            found[0] = [0, len(names[0]), member]
        if not found:
            return []
        return sorted(mention for mention in found.values() if mention[2] != author)[:MOST_MENTIONS]

    def _named(self, names: set[str], text: str) -> dict[int, list[int]]:
        """Return by its place every name that stands in a text as it is spelt."""
        found: dict[int, list[int]] = {}
        for name in self.spelt.keys() & names:
            if len(name) >= SHORTEST and (member := self.members.get(self.spelt[name])) is not None:
                found |= {begin: [begin, begin + len(name), member] for begin in places(name, text)}
        return found

    def _addressed(self, name: str, text: str) -> int | None:
        """Return whom a text is addressed to by its first word."""
        first = self.first_names.get(name.casefold())
        if first is None or not text.startswith((f"{name}:", f"{name},")):
            return None
        return self.members.get(reference(self.origin, first))


def reference(origin: str, folded: str) -> str:
    """Return who somebody is in the place the names are from; folding can make a name several times as long."""
    ref = f"{origin}:{folded}"
    return ref if len(ref) <= LONGEST_REF else f"{ref[:CUT]}~{blake2b(folded.encode(), digest_size=10).hexdigest()}"


def places(name: str, text: str) -> Iterator[int]:
    """Yield where a name begins in a text, as a whole word."""
    begin = text.find(name)
    while begin >= 0:
        end = begin + len(name)
        if not (_IN_NAME.match(text, end) or (begin and _IN_NAME.match(text, begin - 1))):
            yield begin
        begin = text.find(name, end)
