"""Where the lake lies on this machine, and which of its parts count."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from coterie.review.models import LakeCursor
from coterie.review.rules.partition import Mark, Part, current, part_of

LINEAGE = "LINEAGE"
SPILL = "review-"
"""Begins the names of folders that one review uses and removes."""


def lake_folder() -> Path:
    """Return the folder of the install's lake; it may not exist yet."""
    return Path(settings.DATA) / "lake"


def events_folder() -> Path:
    """Return the folder of the partitions."""
    return lake_folder() / "events"


def mark_of(cursor: LakeCursor | None, folder: Path) -> Mark:
    """Return how far `folder` can be read: nothing of it, unless it belongs to this database."""
    if cursor is None or lineage_of(folder) != cursor.lineage:
        return Mark(0, 0)
    return Mark(cursor.tx, cursor.event)


def lineage_of(folder: Path) -> str | None:
    """Return the name written into a lake; None where there is none."""
    path = folder / LINEAGE
    return path.read_text(encoding="utf-8") if path.exists() else None


def parts_in(folder: Path) -> Iterator[Part]:
    """Yield every part below `folder`, in the lake at large or in one partition."""
    return (part for path in folder.rglob("part-*.parquet") if (part := part_of(path)))


def parts_of(community: int, *, folder: Path, mark: Mark, until_month: str) -> list[Part]:
    """Return the parts of one community that a reader at `mark` needs for events up to a month."""
    months = (folder / f"community={community}").glob("month=*")
    wanted = [month for month in months if month.name.removeprefix("month=") <= until_month]
    return sorted(part for month in wanted for part in current(parts_in(month), mark))
