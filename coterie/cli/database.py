"""Bringing the database of an install to this version."""

from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def up_to_date() -> None:
    """Run the migrations that this database lacks; a database that lacks none is only looked at."""
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, skip_checks=True)
