"""The one place that knows which engine answers: DuckDB, inside this process.

Every other file says what it wants in Ibis; only the functions below have different names elsewhere.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import ibis
from django.conf import settings
from ibis import BaseBackend
from ibis.expr.types import Column, Value

from coterie.review.errors import NoSuchEngine
from coterie.review.queries.shelf import SPILL

MEMORY = "1GB"
LARGE = 2_000_000
"""Events from which the tables of a review go to a file."""
PLAIN = ibis.dtype("timestamp(6)")
UTC = ibis.dtype("timestamp('UTC', 6)")


def connected(**settings_of_engine: str) -> BaseBackend:
    """Return a fresh engine that holds nothing; `database` names a file for its tables instead of memory.

    Raises NoSuchEngine when the install asks for one that is not built.
    """
    if settings.configured and settings.ENVIRONMENT.engine != "duckdb":
        raise NoSuchEngine(settings.ENVIRONMENT.engine)
    return ibis.duckdb.connect(
        threads=os.cpu_count() or 1, memory_limit=MEMORY, preserve_insertion_order=False, **settings_of_engine
    )


@contextmanager
def engine_for(events: int, folder: Path) -> Iterator[BaseBackend]:
    """Lend an engine for a log of so many events; what outgrows memory lies in `folder` meanwhile.

    The tables of a large log go to a file, where DuckDB packs them: 20 million messages take 200 MB.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=folder, prefix=SPILL) as place:
        where = {"database": f"{place}/facts.duckdb"} if events > LARGE else {}
        engine = connected(temp_directory=f"{place}/spill", **where)
        try:
            yield engine
        finally:
            engine.disconnect()


def _at_zone(zone: str, at: datetime) -> datetime:
    """Return what the clocks of `zone` show."""
    raise NotImplementedError


def _epoch_us(at: datetime) -> int:
    """Return microseconds since 1970."""
    raise NotImplementedError


def _json_text(data: str, path: str) -> str:
    """Return a field of JSON text as text."""
    raise NotImplementedError


AT_ZONE = ibis.udf.scalar.builtin(_at_zone, name="timezone", signature=(("string", UTC), PLAIN))
EPOCH_US = ibis.udf.scalar.builtin(_epoch_us, name="epoch_us", signature=((PLAIN,), "int64"))
JSON_TEXT = ibis.udf.scalar.builtin(_json_text, name="json_extract_string", signature=(("string", "string"), "string"))
"""Functions of the engine; the bodies above only name their arguments."""


def instant_of(at: Column) -> Value:
    """Return microseconds since 1970, in UTC."""
    return EPOCH_US(AT_ZONE("UTC", at))


def wall_of(at: Column, zone: str) -> Value:
    """Return the local clock's reading in whole seconds since 1970, as if it were UTC."""
    return EPOCH_US(AT_ZONE(zone, at)) // 1_000_000


def number_in(data: Column, field: str) -> Value:
    """Return a whole number from a field of JSON text; null where there is none."""
    return JSON_TEXT(data, f"$.{field}").try_cast("int64")


def text_in(data: Column, field: str) -> Value:
    """Return a field of JSON text as text."""
    return JSON_TEXT(data, f"$.{field}")


def numbers_in(data: Column, field: str) -> Value:
    """Return a list of whole numbers from a field of JSON text; null where there is none."""
    return JSON_TEXT(data, f"$.{field}").try_cast("array<int64>")
