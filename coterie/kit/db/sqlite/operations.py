"""What Django asks of SQLite in its own words."""

from collections.abc import Sequence
from typing import Any

from django.core.management.color import Style
from django.db.backends.sqlite3 import operations


class DatabaseOperations(operations.DatabaseOperations):
    """Empties tables for tests even where a trigger protects their rows."""

    def sql_flush(self, style: Style, tables: Sequence[str], **options: Any) -> list[str]:
        """Return the statements that empty `tables`, with their triggers out of the way."""
        with self.connection.cursor() as cursor:
            cursor.execute("SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'trigger'")
            triggers = [(name, sql) for name, table, sql in cursor.fetchall() if table in set(tables)]
        flush = super().sql_flush(style, tables, **options)
        return [f'DROP TRIGGER "{name}"' for name, _ in triggers] + flush + [sql for _, sql in triggers]
