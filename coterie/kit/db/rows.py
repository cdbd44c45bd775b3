"""Row locks: the first beat of a verb."""

from collections.abc import Mapping
from typing import TypeVar

from django.core.exceptions import ObjectDoesNotExist
from django.db import connection, connections
from django.db.models import Model, QuerySet
from django.db.transaction import TransactionManagementError

from coterie.kit.errors import NotFound

M = TypeVar("M", bound=Model)


def lock(rows: QuerySet[M]) -> QuerySet[M]:
    """Return `rows` to be read under a lock that lasts until the transaction ends.

    PostgreSQL locks the rows themselves (joined ones stay free); on SQLite the transaction is the only writer already.
    Raises TransactionManagementError outside `transaction.atomic()`.
    """
    if not connections[rows.db].in_atomic_block:
        raise TransactionManagementError("rows are locked in the transaction that changes them")
    return rows.select_for_update(of=("self",))


def locked(rows: QuerySet[M]) -> M:
    """Return the only row of `rows`, locked. Raises NotFound when there is none."""
    try:
        return lock(rows).get()
    except ObjectDoesNotExist as error:
        raise NotFound from error


def altered(row: Model, facts: Mapping[str, object]) -> list[str]:
    """Set what is different in `row`, which the caller saves; return the names of those fields in their order."""
    fields = sorted(field for field, value in facts.items() if getattr(row, field) != value)
    for field in fields:
        setattr(row, field, facts[field])
    return fields


def lock_name(name: str) -> None:
    """Wait until no other transaction holds `name`, and hold it until this one ends: for what is no row yet.

    PostgreSQL keeps such locks by a number made of the name; on SQLite the transaction is the only writer already.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
