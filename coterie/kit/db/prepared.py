"""Querysets compiled once, for the questions that every page asks: building SQL costs more than answering it."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, Generic, TypeVar

from django.db import connection
from django.db.models import Expression, Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler

Row = TypeVar("Row", bound=tuple[object, ...])
Kind = TypeVar("Kind", bound=Model)
Argument = int | str | datetime

_SIGNS: dict[type, Callable[[int], Argument]] = {
    int: lambda place: 2_000_000_001 + place,
    str: lambda place: f"\ue000{place}",
    datetime: lambda place: datetime(1900, 1, 1, tzinfo=UTC) + timedelta(days=place),
}
"""Values that stand for an argument while the SQL is built, and that no query uses by itself."""


class Prepared(Generic[Row]):
    """A question whose SQL is kept; asked again, it costs the database's time and the reading of the rows.

    `build` makes the queryset of plain values (`values_list`) from arguments of the given kinds; what it looks like
    must not depend on their values. Rows are as the queryset would return them.
    """

    def __init__(self, build: Callable[..., QuerySet[Model, Row]], *kinds: type[Argument]) -> None:
        self._build = build
        self._kinds = kinds
        self._compiled = cache(self._compile)

    def __call__(self, *given: Argument) -> list[Row]:
        """Return the rows for these arguments."""
        question = self._compiled(connection.vendor)
        adapted: list[Any] = [
            connection.ops.adapt_datetimefield_value(it) if isinstance(it, datetime) else it for it in given
        ]
        with connection.cursor() as cursor:
            cursor.execute(question.sql, [adapted[slot] if slot >= 0 else fixed for slot, fixed in question.slots])
            rows = cursor.fetchall()
        return question.read(rows)  # type: ignore[return-value]  # the queryset says what is in them

    def _compile(self, _vendor: str) -> "_Question":
        signs = [_SIGNS[kind](place) for place, kind in enumerate(self._kinds)]
        compiler = self._build(*signs).query.get_compiler(connection=connection)
        sql, params = compiler.as_sql()
        adapted = [connection.ops.adapt_datetimefield_value(it) if isinstance(it, datetime) else it for it in signs]
        slots = [(adapted.index(param) if param in adapted else -1, param) for param in params]
        return _Question(sql, slots, compiler)


class PreparedObjects(Generic[Kind]):
    """A question whose SQL is kept, and whose rows come as objects of a model, without what they point to."""

    def __init__(self, model: type[Kind], build: Callable[..., QuerySet[Kind]], *kinds: type[Argument]) -> None:
        self._model = model
        self._columns = columns = [field.attname for field in model._meta.concrete_fields]
        self._rows = Prepared(lambda *given: build(*given).values_list(*columns), *kinds)

    def __call__(self, *given: Argument) -> list[Kind]:
        """Return the objects for these arguments."""
        return [self._model.from_db(connection.alias, self._columns, row) for row in self._rows(*given)]

    def first(self, *given: Argument) -> Kind | None:
        """Return the first of them, if there is any."""
        return next(iter(self(*given)), None)


class _Question:
    """The SQL of one database, where its arguments go, and how its columns are read."""

    def __init__(self, sql: str, slots: list[tuple[int, Any]], compiler: SQLCompiler) -> None:
        self.sql = sql
        self.slots = slots
        converters = compiler.get_converters([column for column, *_ in compiler.select])
        self._readers = [
            (place, reader, column)
            for place, (readers, column) in converters.items()
            if not _is_whole_number(column)
            for reader in readers
        ]

    def read(self, rows: Iterable[tuple[object, ...]]) -> list[tuple[object, ...]]:
        """Return rows with Python's values in the place of the database's; NULL is None whatever the column."""
        return [self._read(list(row)) for row in rows] if self._readers else list(rows)

    def _read(self, row: list[object]) -> tuple[object, ...]:
        for place, reader, column in self._readers:
            if row[place] is not None:
                row[place] = reader(row[place], column, connection)
        return tuple(row)


def _is_whole_number(column: Expression) -> bool:
    """Tell whether a column needs no reading: either database hands whole numbers over as such."""
    return column.output_field.get_internal_type().endswith("IntegerField")
