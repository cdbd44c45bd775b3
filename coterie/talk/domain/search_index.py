"""The search index: which words and signs stand in which message.

SQLite keeps it in an FTS5 table, PostgreSQL in a tsvector with a GIN index; both get the same tokens from `kit.text`,
already folded and cut, so that neither database's own idea of words matters.
"""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from django.db import connection

from coterie.kit.db.bulk import put
from coterie.kit.text import tokens

TABLE = "talk_search"
COLUMNS = {"sqlite": ("rowid", "place", "words"), "postgresql": ("message_id", "words")}
DELETE = {
    "sqlite": "DELETE FROM talk_search WHERE rowid = %s",
    "postgresql": "DELETE FROM talk_search WHERE message_id = %s",
}


class Entry(NamedTuple):
    """One message as the index takes it."""

    message: int
    community: int
    text: str


def enter(entries: Iterable[Entry]) -> None:
    """Make messages findable; they must not be in the index yet."""
    row = sqlite_row if connection.vendor == "sqlite" else postgres_row
    put(TABLE, COLUMNS[connection.vendor], map(row, entries))


def strike(messages: Collection[int]) -> None:
    """Make messages unfindable."""
    with connection.cursor() as cursor:
        cursor.executemany(DELETE[connection.vendor], [(message,) for message in messages])


def replace(entry: Entry) -> None:
    """Make a message findable by its new words only."""
    strike([entry.message])
    enter([entry])


def sqlite_row(entry: Entry) -> tuple[int | str, ...]:
    """Return the row of the FTS5 table; the place is a word of its own, so that a search walks one community only."""
    return entry.message, f"c{entry.community}", " ".join(tokens(entry.text))


def postgres_row(entry: Entry) -> tuple[int | str, ...]:
    """Return the row with its tsvector as a literal; tokens are letters and digits, so nothing needs escaping."""
    words = " ".join(f"'{token}':{place}" for place, token in enumerate(tokens(entry.text), 1))
    return entry.message, f"'c:{entry.community}' {words}"
