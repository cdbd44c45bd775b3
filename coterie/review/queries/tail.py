"""Reading the event log itself, as columns."""

from collections.abc import Iterator
from typing import Any

import pyarrow as pa
from django.db import connection

from coterie.review.rules.columns import SCHEMA
from coterie.review.rules.partition import Mark

AFTER = {False: "id > %(id)s", True: "tx > 0 AND (tx, id) > (%(tx)s, %(id)s)"}
ORDER = {False: "id", True: "tx, id"}
"""The order of commits on SQLite (False) and PostgreSQL (True), as `coterie.platform.events.position` has it."""
STRIDE = 50_000
"""Rows that become Python objects at a time."""


def events_after(
    mark: Mark, *, community: int | None = None, settled: bool = False, limit: int | None = None
) -> pa.Table:
    """Return the events after `mark` in log order, of all communities or one.

    `settled` leaves out what a transaction still under way could precede, so that a cursor may pass over the result.
    """
    postgres = connection.vendor == "postgresql"
    conditions = [AFTER[postgres]]
    if community is not None:
        # The plus keeps both databases from walking a whole community by its own index: the end of the log is short.
        conditions.append("+community = %(community)s")
    if settled and postgres:
        conditions.append("(tx < event_horizon() OR tx = event_tx_if_writing())")
    # Names and conditions are constants of this file; every value is a parameter.
    query = f"SELECT {columns(postgres)} FROM events WHERE {' AND '.join(conditions)} ORDER BY {ORDER[postgres]}"  # noqa: S608 - see above
    with connection.cursor() as cursor:
        cursor.execute(
            f"{query} LIMIT %(limit)s" if limit else query,
            {"tx": mark.tx, "id": mark.id, "community": community, "limit": limit},
        )
        return pa.Table.from_batches([batch(rows) for rows in strides(cursor)], schema=SCHEMA)


def columns(postgres: bool) -> str:  # noqa: FBT001 - one of two databases
    """Return the columns to read; SQLite's order is that of the ids alone, so its `tx` is 0."""
    spelt = {"tx": "tx" if postgres else "0", "data": "CAST(data AS text)"}
    return ", ".join(spelt.get(name, f'"{name}"') for name in SCHEMA.names)


def strides(cursor: Any) -> Iterator[list[tuple[Any, ...]]]:  # noqa: ANN401 - the driver's type
    """Yield the rows, some at a time."""
    while rows := cursor.fetchmany(STRIDE):
        yield rows


def batch(rows: list[tuple[Any, ...]]) -> pa.RecordBatch:
    """Turn rows into columns."""
    columns = list(zip(*rows, strict=True))
    arrays = [
        times(column) if field.name == "at" else pa.array(column, field.type)
        for field, column in zip(SCHEMA, columns, strict=True)
    ]
    return pa.RecordBatch.from_arrays(arrays, schema=SCHEMA)


def times(column: tuple[Any, ...]) -> pa.Array:
    """Turn moments into a column; SQLite hands them over as text in UTC."""
    if isinstance(column[0], str):
        return pa.array(column).cast(pa.timestamp("us")).cast(pa.timestamp("us", tz="UTC"))
    return pa.array(column, pa.timestamp("us", tz="UTC"))
