import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

KEPT = ("ledger_entries", "ledger_legs")

POSTGRES_GUARD = """
CREATE OR REPLACE FUNCTION ledger_stays() RETURNS trigger LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'the ledger is append-only'; END $$;
"""
POSTGRES_TRIGGER = """
CREATE TRIGGER {0}_stay BEFORE UPDATE OR DELETE ON {0} FOR EACH ROW EXECUTE FUNCTION ledger_stays();
"""
REFUSE = "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
SQLITE_GUARD = (
    f"CREATE TRIGGER {{0}}_not_changed BEFORE UPDATE ON {{0}} {REFUSE}",
    f"CREATE TRIGGER {{0}}_not_deleted BEFORE DELETE ON {{0}} {REFUSE}",
)


def guard(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    postgres = editor.connection.vendor == "postgresql"
    if postgres:
        editor.execute(POSTGRES_GUARD)
    for table in KEPT:
        for statement in (POSTGRES_TRIGGER,) if postgres else SQLITE_GUARD:
            editor.execute(statement.format(table))


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name="LedgerAccount",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("community", models.BigIntegerField()),
                ("book", models.CharField(max_length=12)),
                ("kind", models.CharField(max_length=24)),
                ("owner", models.BigIntegerField(default=0)),
                ("may_owe", models.BooleanField(default=False)),
                ("balance", models.BigIntegerField(default=0)),
                ("credited", models.BigIntegerField(default=0)),
                ("legs", models.BigIntegerField(default=0)),
            ],
            options={
                "db_table": "ledger_accounts",
                "constraints": [models.UniqueConstraint(fields=("community", "book", "kind", "owner"), name="ledger_account_once"), models.CheckConstraint(condition=models.Q(("balance__gte", 0), ("may_owe", True), _connector="OR"), name="ledger_not_below_zero")],
            },
        ),
        migrations.CreateModel(
            name="LedgerEntry",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("key", models.CharField(max_length=80, unique=True)),
                ("at", models.DateTimeField()),
                ("community", models.BigIntegerField()),
                ("book", models.CharField(max_length=12)),
                ("kind", models.CharField(max_length=24)),
                ("subject", models.BigIntegerField(null=True)),
                ("reverses", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="reversals", to="ledger.ledgerentry")),
            ],
            options={
                "db_table": "ledger_entries",
                "indexes": [models.Index(fields=["community", "book", "id"], name="ledger_entries_of")],
            },
        ),
        migrations.CreateModel(
            name="LedgerLeg",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("amount", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                ("version", models.BigIntegerField()),
                ("balance", models.BigIntegerField()),
                ("credited", models.BigIntegerField()),
                ("account", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="posted", to="ledger.ledgeraccount")),
                ("entry", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="legs", to="ledger.ledgerentry")),
                ("reverses", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="reversals", to="ledger.ledgerleg")),
            ],
            options={
                "db_table": "ledger_legs",
                "indexes": [models.Index(fields=["account", "at"], name="ledger_legs_of")],
                "constraints": [models.UniqueConstraint(fields=("account", "version"), name="ledger_version_once"), models.UniqueConstraint(fields=("entry", "account"), name="ledger_leg_once"), models.CheckConstraint(condition=models.Q(("amount", 0), _negated=True), name="ledger_leg_moves")],
            },
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
