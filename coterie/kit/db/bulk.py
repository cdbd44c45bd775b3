"""New rows by the thousand: SQLite takes them quickest by a prepared statement, PostgreSQL by COPY."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import chain
from types import MappingProxyType

from django.db import connection

from coterie.kit.db.statement import Kept

FEW = 50
"""Up to here COPY costs PostgreSQL more than it saves."""
NOTHING: Mapping[str, Kept] = MappingProxyType({})

LAST = "SELECT seq FROM sqlite_sequence WHERE name = %s"
NEXT = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"

Columns = tuple[str, ...]
Row = Sequence[Kept]


def new_numbers(table: str, count: int) -> Sequence[int]:
    """Return the numbers of `count` new rows in ascending order; nobody else will be given them.

    In the transaction that writes the rows: on SQLite it is the only writer, so what follows the last number is free.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(LAST, [table])
            (last,) = cursor.fetchone() or (0,)
            return range(last + 1, last + 1 + count)
        cursor.execute(NEXT, [table, count])
        return sorted(number for (number,) in cursor.fetchall())


def put(
    table: str, columns: Columns, rows: Iterable[Row], *, same: Mapping[str, Kept] = NOTHING, together: int = 1
) -> None:
    """Write new rows, their values in the order of the columns; columns left out have the database's defaults.

    `same` has the columns with one value for all rows. `together` is how many rows SQLite takes in one statement; more
    than one is quicker for a table without constraints only, for any other a journal of the statement is kept.
    """
    columns, fixed, given = (*same, *columns), tuple(same.values()), list(rows)
    if connection.vendor == "sqlite":
        whole = len(given) // together * together if together > 1 else 0
        _execute(_insertion(table, columns, len(fixed), together), fixed, list(_joined(given[:whole], together)))
        _execute(_insertion(table, columns, len(fixed), 1), fixed, given[whole:])
    elif len(given) <= FEW:
        _execute(_insertion(table, columns, 0, 1), (), [(*fixed, *row) for row in given])
    else:
        _copy(f'COPY "{table}" ({_names(columns)}) FROM STDIN', fixed, given)


def _joined(rows: list[Row], together: int) -> Iterator[Row]:
    for place in range(0, len(rows), together):
        yield list(chain.from_iterable(rows[place : place + together]))


def _execute(statement: str, fixed: Row, rows: list[Row]) -> None:
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(statement, [(*fixed, *row) for row in rows] if fixed else rows)


def _copy(statement: str, fixed: Row, rows: list[Row]) -> None:
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row((*fixed, *row))


@cache
def _insertion(table: str, columns: Columns, same: int, together: int) -> str:
    """Return the statement; its first marks have numbers and stand in every row."""
    marks = ", ".join([*(f"?{place}" for place in range(1, same + 1)), *["%s"] * (len(columns) - same)])
    values = ", ".join([f"({marks})"] * together)
    return f'INSERT INTO "{table}" ({_names(columns)}) VALUES {values}'  # noqa: S608 - our own names


def _names(columns: Columns) -> str:
    return ", ".join(f'"{column}"' for column in columns)
