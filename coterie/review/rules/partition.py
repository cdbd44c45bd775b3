"""Where an event lies in the lake, by name alone.

`community=<id>/month=<YYYY-MM>/part-<first>-<last>-<events>.parquet`, where first and last are `<tx>.<id>`. Events of
no community lie under `community=0`. A part's name says all about it, so that no list of parts has to be kept true.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

NAME = re.compile(r"part-(\d+)\.(\d+)-(\d+)\.(\d+)-(\d+)\.parquet")
NO_COMMUNITY = 0


class Mark(NamedTuple):
    """A place in the log, whose order is (tx, id)."""

    tx: int
    id: int


START = Mark(0, 0)


@dataclass(frozen=True, slots=True, order=True)
class Part:
    """One file: the events from `first` to `last` of one community and month."""

    first: Mark
    last: Mark
    events: int
    path: Path

    def covers(self, other: "Part") -> bool:
        """Tell whether `other` was merged into this part."""
        return self.path != other.path and self.first <= other.first and other.last <= self.last


def folder_name(community: int | None, month: str) -> Path:
    """Return the partition's folder below the lake."""
    return Path(f"community={community or NO_COMMUNITY}") / f"month={month}"


def part_name(first: Mark, last: Mark, events: int) -> str:
    """Return the name of a part."""
    return f"part-{first.tx}.{first.id}-{last.tx}.{last.id}-{events}.parquet"


def part_of(path: Path) -> Part | None:
    """Read a part's name; None for any other file."""
    if not (found := NAME.fullmatch(path.name)):
        return None
    first_tx, first_id, last_tx, last_id, events = map(int, found.groups())
    return Part(Mark(first_tx, first_id), Mark(last_tx, last_id), events, path)


def current(parts: Iterable[Part], mark: Mark) -> list[Part]:
    """Return the parts that a reader at `mark` reads: none past it, and none that a merged part covers."""
    known = [part for part in parts if part.last <= mark]
    return sorted(part for part in known if not any(other.covers(part) for other in known))
