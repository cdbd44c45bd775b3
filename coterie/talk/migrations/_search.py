"""The search index: an FTS5 table on SQLite, a tsvector on PostgreSQL; see coterie/talk/domain/search_index.py."""

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# Tokens come folded and cut by us: `ascii` takes every sign beyond ASCII as a letter, whatever Unicode version SQLite knows.
SQLITE = (
    "CREATE VIRTUAL TABLE talk_search USING fts5(place, words, columnsize=0, tokenize='ascii')",
    """CREATE TRIGGER talk_search_forgets AFTER DELETE ON talk_messages
       BEGIN DELETE FROM talk_search WHERE rowid = old.id; END""",
)
POSTGRES = (
    """CREATE TABLE talk_search (
       message_id bigint PRIMARY KEY REFERENCES talk_messages (id) ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
       words tsvector NOT NULL)""",
    "CREATE INDEX talk_search_words ON talk_search USING gin (words)",
)


def create(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in SQLITE if editor.connection.vendor == "sqlite" else POSTGRES:
        editor.execute(statement)


def drop(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "sqlite":
        editor.execute("DROP TRIGGER talk_search_forgets")
    editor.execute("DROP TABLE talk_search")
