"""How many visitors more fit into groups."""

from collections.abc import Collection

from coterie.groups.queries.room import seats_left
from coterie.joining.models import Slot
from coterie.kit.db.statement import rows

READ_HELD = (
    f"SELECT group_id, SUM(taken - joined) FROM {Slot._meta.db_table}"  # noqa: S608 - a table's name
    " WHERE group_id IN ({}) GROUP BY group_id"
)


def free_seats(groups: Collection[int]) -> dict[int, int]:
    """Return the seats of each group that neither a member sits on nor a ticket of any code holds."""
    if not groups:
        return {}
    held = dict(rows(READ_HELD, groups))
    return {group: left - int(held.get(group, 0)) for group, left in seats_left(groups).items()}
