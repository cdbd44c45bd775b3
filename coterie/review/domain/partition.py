"""The files of one partition of the lake."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from coterie.review.queries.shelf import parts_in
from coterie.review.rules.columns import SCHEMA
from coterie.review.rules.partition import Mark, Part, folder_name, part_name

MANY = 8
"""More parts than this in a partition are merged into one."""
ROW_GROUP = 131_072


def write_parts(events: pa.Table, folder: Path) -> list[Path]:
    """Write events, given in log order, one part per community and month; return the partitions."""
    return [write_part(piece, folder / name) for name, piece in pieces(events)]


def pieces(events: pa.Table) -> Iterator[tuple[Path, pa.Table]]:
    """Split events by partition, keeping their order within each."""
    keyed = events.append_column("place", pc.fill_null(events["community"], 0))
    keyed = keyed.append_column("month", months(events["at"]))
    keyed = keyed.sort_by([(name, "ascending") for name in ("place", "month", "tx", "id")])
    for first, last in pairwise(borders(keyed)):
        year, month = divmod(keyed["month"][first].as_py(), 12)
        name = folder_name(keyed["place"][first].as_py(), f"{year:04}-{month + 1:02}")
        yield name, keyed.slice(first, last - first).select(SCHEMA.names)


def months(at: pa.ChunkedArray) -> pa.ChunkedArray:
    """Return months counted from year 0, in UTC."""
    plain = at.cast(pa.timestamp("us"))
    return pc.add(pc.multiply(pc.year(plain), 12), pc.subtract(pc.month(plain), 1))


def borders(keyed: pa.Table) -> list[int]:
    """Return where each partition begins, and the end."""
    steps = [np.diff(keyed[name].to_numpy()) != 0 for name in ("place", "month")]
    return [0, *(np.flatnonzero(np.logical_or(*steps)) + 1).tolist(), keyed.num_rows]


def write_part(piece: pa.Table, partition: Path) -> Path:
    """Write one part; it appears whole or not at all."""
    partition.mkdir(parents=True, exist_ok=True)
    name = part_name(mark_at(piece, 0), mark_at(piece, -1), piece.num_rows)
    with appearing(partition / name) as path:
        pq.write_table(piece, path, compression="zstd", row_group_size=ROW_GROUP)
    return partition


def mark_at(piece: pa.Table, row: int) -> Mark:
    """Return the place in the log of one row."""
    return Mark(piece["tx"][row].as_py(), piece["id"][row].as_py())


@contextmanager
def appearing(path: Path) -> Iterator[Path]:
    """Hand out a name to write under; rename it once everything is on the disk."""
    writing = path.with_suffix(".writing")
    yield writing
    synced(writing)
    writing.replace(path)
    synced(path.parent)


def synced(path: Path) -> None:
    """Wait until a file or a folder's entries would outlive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def merge_partition(partition: Path) -> None:
    """Merge a partition's parts once they are many; readers see either them or the merged one."""
    parts = sorted(parts_in(partition))
    parts = [part for part in parts if not any(other.covers(part) for other in parts)]
    if len(parts) > MANY:
        name = part_name(parts[0].first, parts[-1].last, sum(part.events for part in parts))
        with appearing(partition / name) as path:
            write_merged(parts, path)


def write_merged(parts: list[Part], path: Path) -> None:
    """Copy parts into one, a stretch at a time."""
    with pq.ParquetWriter(path, SCHEMA, compression="zstd") as writer:
        for part in parts:
            for stretch in pq.ParquetFile(part.path).iter_batches(ROW_GROUP):
                writer.write_batch(stretch)
