"""Knowing a fact again when it is imported again."""

from collections import OrderedDict
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
        self.counts: OrderedDict[datetime, tuple[str, dict[str, int]]] = OrderedDict()

    def of(self, at: datetime, *parts: str) -> str:
        """Return the mark of the next fact with these parts at this moment."""
        moment, counts = self.counts.get(at) or self._new_moment(at)
        digest = blake2b("\x1f".join(parts).encode(), digest_size=10).hexdigest()
        counts[digest] = nth = counts.get(digest, 0) + 1
        return f"{moment}-{digest}-{nth}"

    def _new_moment(self, at: datetime) -> tuple[str, dict[str, int]]:
        if len(self.counts) >= MOMENTS:
            self.counts.popitem(last=False)
        # Marks begin with the time, so that an index takes those of a log in their order.
        self.counts[at] = (f"{int(at.timestamp() * 1000):012x}", {})
        return self.counts[at]


def marks_known(community: int, marks: Collection[str]) -> set[str]:
    """Return which facts the community already has."""
    return set(Imprint.objects.filter(community=community, mark__in=marks).values_list("mark", flat=True))


def keep_marks(community: int, marks: Collection[str]) -> None:
    """Remember facts that were taken in."""
    Imprint.objects.bulk_create([Imprint(community_id=community, mark=mark) for mark in marks], ignore_conflicts=True)
