"""What the event log asks of its database beyond tables: an order of transactions, and that it is only added to."""

from django.apps.registry import Apps
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

POSTGRES_ORDER = """
CREATE OR REPLACE FUNCTION event_tx() RETURNS bigint LANGUAGE sql VOLATILE
    AS 'SELECT pg_current_xact_id()::text::bigint + 0';
CREATE OR REPLACE FUNCTION event_tx_if_writing() RETURNS bigint LANGUAGE sql STABLE
    AS 'SELECT pg_current_xact_id_if_assigned()::text::bigint + 0';
CREATE OR REPLACE FUNCTION event_horizon() RETURNS bigint LANGUAGE sql STABLE
    AS 'SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint + 0';
"""

POSTGRES_GUARD = """
CREATE OR REPLACE FUNCTION events_stay() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'the event log is append-only'; END $$;
CREATE TRIGGER events_stay BEFORE UPDATE OR DELETE ON events FOR EACH ROW EXECUTE FUNCTION events_stay();
"""

REFUSE = "BEGIN SELECT RAISE(ABORT, 'the event log is append-only'); END"
SQLITE_GUARD = (
    f"CREATE TRIGGER events_not_changed BEFORE UPDATE ON events {REFUSE}",
    f"CREATE TRIGGER events_not_deleted BEFORE DELETE ON events {REFUSE}",
)


def order(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(POSTGRES_ORDER)


def guard(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    for statement in [POSTGRES_GUARD] if editor.connection.vendor == "postgresql" else SQLITE_GUARD:
        editor.execute(statement)
