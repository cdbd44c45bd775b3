"""Going back to an older version of the tables, and on from there: the way an install goes that was there before."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import StateApps

Place = tuple[str, str]


class StepByStep(MigrationLoader):
    """Knows every step and none of the short ways that an empty database takes."""

    def load_disk(self) -> None:
        super().load_disk()  # type: ignore[no-untyped-call]  # the stubs leave it out
        short = {place: one.replaces[-1] for place, one in self.disk_migrations.items() if one.replaces}
        self.disk_migrations = {place: one for place, one in self.disk_migrations.items() if not one.replaces}
        for one in self.disk_migrations.values():
            one.dependencies = [short.get(place, place) for place in one.dependencies]


def executor() -> MigrationExecutor:
    """Return what goes step by step."""
    made = MigrationExecutor(connection)
    made.loader = StepByStep(connection)
    return made


@contextmanager
def back_at(place: Place) -> Iterator[StateApps]:
    """Go back for a block that fills the old tables; then on to the newest, whatever happens."""
    leaves = executor().loader.graph.leaf_nodes(place[0])
    try:
        executor().migrate([place])
        yield executor().loader.project_state([place]).apps
    finally:
        executor().migrate(leaves)
