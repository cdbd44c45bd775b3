"""Rows written with SQL that is built once: for the verbs that everybody passes through."""

from collections.abc import Sequence
from functools import cache
from typing import TypeVar

from django.db import connection
from django.db.models import AutoField, Model
from django.db.models.fields import Field

M = TypeVar("M", bound=Model)
Written = int | str | bool | None


def insert(row: Model) -> None:
    """Write a new row and give it its number; what `save(force_insert=True)` does, quicker and without signals."""
    statement, fields = _insertion(type(row))
    values = [field.get_db_prep_save(field.pre_save(row, add=True), connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        (row.pk,) = cursor.fetchone()
    row._state.adding, row._state.db = False, connection.alias  # noqa: SLF001 - Django has no other word for it


def change(statement: str, *values: Written) -> int:
    """Run a statement; return how many rows it changed."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return int(cursor.rowcount)


def model_of(model: type[M], row: Sequence[object]) -> M:
    """Return the model of a row that was read with all its columns."""
    return model.from_db(connection.alias, [field.attname for field in model._meta.concrete_fields], row)


@cache
def _insertion(model: type[Model]) -> "tuple[str, tuple[Field[object, object], ...]]":
    fields = tuple(field for field in model._meta.concrete_fields if not isinstance(field, AutoField))
    columns, places = ", ".join(f'"{field.column}"' for field in fields), ", ".join(["%s"] * len(fields))
    key = model._meta.pk.column
    table = model._meta.db_table
    return f'INSERT INTO "{table}" ({columns}) VALUES ({places}) RETURNING "{key}"', fields  # noqa: S608 - our own names
