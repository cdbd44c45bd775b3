"""Knowing a fact again when it is imported again."""

from collections import Counter, OrderedDict
from collections.abc import Collection
from datetime import datetime
from hashlib import blake2b

from coterie.reach.models import Imprint

MOMENTS = 500
"""Moments that are remembered: lines of a log are nearly in order, and equal ones stand close together."""


class Fingerprints:
    """Gives every fact of a file its mark: equal ones at the same moment are told apart by their order."""

    def __init__(self) -> None:
        """Begin a file."""
        self.counts: OrderedDict[datetime, Counter[bytes]] = OrderedDict()

    def of(self, at: datetime, *parts: str) -> str:
        """Return the mark of the next fact with these parts at this moment."""
        digest = blake2b("\x1f".join((at.isoformat(), *parts)).encode(), digest_size=12).digest()
        if at not in self.counts:
            self.counts[at] = Counter()
            if len(self.counts) > MOMENTS:
                self.counts.popitem(last=False)
        self.counts[at][digest] += 1
        return f"{digest.hex()}-{self.counts[at][digest]}"


def marks_known(community: int, marks: Collection[str]) -> set[str]:
    """Return which facts the community already has."""
    return set(Imprint.objects.filter(community=community, mark__in=marks).values_list("mark", flat=True))


def keep_marks(community: int, marks: Collection[str]) -> None:
    """Remember facts that were taken in."""
    Imprint.objects.bulk_create([Imprint(community_id=community, mark=mark) for mark in marks], ignore_conflicts=True)
