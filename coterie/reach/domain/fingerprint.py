"""Knowing a fact again when it is imported again."""

from collections import OrderedDict
from collections.abc import Collection, Iterable
from datetime import datetime
from hashlib import blake2b

from coterie.kit.db.bulk import put
from coterie.kit.db.rows import lock_name
from coterie.kit.db.statement import rows_by_the_thousand
from coterie.reach.models import Imprint

TABLE = Imprint._meta.db_table
COLUMNS = ("community_id", "mark")
KNOWN = f"SELECT mark FROM {TABLE} WHERE community_id = %s AND mark IN ({{}})"  # noqa: S608 - our own name
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


def take_turn(community: int) -> None:
    """Wait for other imports into the community to end their batch: what is known stays so until ours is kept."""
    lock_name(f"import:{community}")


def marks_known(community: int, marks: Collection[str]) -> set[str]:
    """Return which facts the community already has."""
    return {mark for (mark,) in rows_by_the_thousand(KNOWN, marks, community)}


def keep_marks(community: int, marks: Iterable[str]) -> None:
    """Remember facts that were taken in; they must be new."""
    put(TABLE, COLUMNS, [(community, mark) for mark in marks])
