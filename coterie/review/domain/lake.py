"""Rolling the log into Parquet: the lake that reviews read."""

import fcntl
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction

from coterie.kit.ids import new_key
from coterie.review.domain.partition import merge_partition, write_parts
from coterie.review.models import LakeCursor
from coterie.review.queries.shelf import LINEAGE, SPILL, events_folder, lake_folder, lineage_of, parts_in
from coterie.review.queries.tail import events_after
from coterie.review.rules.partition import START, Mark, Part, current

BATCH = 100_000
"""Events per step; what a step holds in memory is bounded by it."""
FORGOTTEN = timedelta(days=1)
"""How old the folder of a review must be to belong to one that was killed."""
GRACE = timedelta(minutes=10)
"""How long the parts behind a merged one stay, for a review that is reading them."""


def roll_lake(*, now: datetime, batch: int = BATCH) -> int:
    """Write every settled event that the lake lacks into its parts, and return how many there were.

    May be stopped at any point and run again: nothing is doubled, nothing lost. A missing or foreign lake is rebuilt.
    """
    folder = events_folder()
    rolled, touched = 0, set[Path]()
    with only_one():
        cursor = sound_cursor(folder, now=now)
        while events := roll_step(cursor, folder, touched, batch=batch, now=now):
            rolled += events
        for partition in sorted(touched):
            merge_partition(partition)
    return rolled


@contextmanager
def only_one() -> Iterator[None]:
    """Let one process at a time write; the lock ends with the process, however it ends."""
    lake_folder().mkdir(parents=True, exist_ok=True)
    with (lake_folder() / ".lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def sound_cursor(folder: Path, *, now: datetime) -> LakeCursor:
    """Return the cursor after removing what a crash left over; one at the start when the lake cannot be trusted."""
    cursor, _ = LakeCursor.objects.get_or_create(id=1)
    if lineage_of(folder) != cursor.lineage or not complete(cursor, folder):
        return rebuilt(cursor, folder)
    sweep(cursor, folder, now=now)
    return cursor


def complete(cursor: LakeCursor, folder: Path) -> bool:
    """Tell whether the parts hold as many events as were rolled."""
    mark = Mark(cursor.tx, cursor.event)
    partitions = folder.glob("community=*/month=*")
    return cursor.events == sum(part.events for place in partitions for part in current(parts_in(place), mark))


def rebuilt(cursor: LakeCursor, folder: Path) -> LakeCursor:
    """Empty the lake and begin again; the folder's name is written last, so that half of this counts as nothing."""
    shutil.rmtree(folder, ignore_errors=True)
    cursor.tx, cursor.event, cursor.events, cursor.lineage = START.tx, START.id, 0, new_key()
    cursor.save()
    folder.mkdir(parents=True)
    (folder / LINEAGE).write_text(cursor.lineage, encoding="utf-8")
    return cursor


def sweep(cursor: LakeCursor, folder: Path, *, now: datetime) -> None:
    """Remove unfinished files, parts that the cursor never reached, and parts merged a while ago."""
    for path in folder.rglob("*.writing"):
        path.unlink()
    for path in lake_folder().glob(f"{SPILL}*"):
        if path.stat().st_mtime < (now - FORGOTTEN).timestamp():
            shutil.rmtree(path, ignore_errors=True)
    mark = Mark(cursor.tx, cursor.event)
    for partition in folder.glob("community=*/month=*"):
        parts = list(parts_in(partition))
        for part in parts:
            if part.last > mark or outlived(part, parts, now=now):
                part.path.unlink()


def outlived(part: Part, parts: list[Part], *, now: datetime) -> bool:
    """Tell whether a merged part took this one's place long enough ago."""
    oldest = (now - GRACE).timestamp()
    return any(other.covers(part) and other.path.stat().st_mtime < oldest for other in parts)


def roll_step(cursor: LakeCursor, folder: Path, touched: set[Path], *, batch: int, now: datetime) -> int:
    """Move the next events into the lake: files first, then the cursor."""
    events = events_after(Mark(cursor.tx, cursor.event), settled=True, limit=batch)
    if not events.num_rows:
        return 0
    touched.update(write_parts(events, folder))
    advance(cursor, Mark(events["tx"][-1].as_py(), events["id"][-1].as_py()), events.num_rows, now=now)
    return int(events.num_rows)


@transaction.atomic
def advance(cursor: LakeCursor, mark: Mark, events: int, *, now: datetime) -> None:
    """Say that the lake reaches up to `mark`."""
    cursor.tx, cursor.event, cursor.rolled_at = mark.tx, mark.id, now
    cursor.events += events
    cursor.save()
