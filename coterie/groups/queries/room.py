"""How many more fit in."""

from collections.abc import Collection

from django.db import connection

from coterie.groups.models import Group

TABLE = Group._meta.db_table


def seats_left(groups: Collection[int]) -> dict[int, int]:
    """Return the free seats of each group; archived ones have none.

    Written for the seat engine, which asks many times a second: one statement without the ORM.
    """
    if not groups:
        return {}
    marks = ", ".join(["%s"] * len(groups))
    asked = f"SELECT id, CASE WHEN archived_at IS NULL THEN capacity - taken ELSE 0 END FROM {TABLE} WHERE id IN ({marks})"  # noqa: S608, E501
    with connection.cursor() as cursor:
        cursor.execute(asked, list(groups))
        return dict(cursor.fetchall())
