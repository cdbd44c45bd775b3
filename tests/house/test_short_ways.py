"""An empty database takes the short way; it comes to the same tables as step by step."""

import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.install import new_install, on_folder

STEP_BY_STEP = """
from django.db import connection
from tests.migrations import executor
steps = executor()
steps.migrate(steps.loader.graph.leaf_nodes())
print("true")
"""
OWN = "django_migrations"
"""What was applied is written down, and differs."""


def parts(sql: str) -> list[str]:
    """Return what a table says of its columns and constraints; their order is not the same on both ways."""
    inner, found, depth = sql[sql.index("(") + 1 : sql.rindex(")")], [""], 0
    for sign in inner:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and not depth:
            found.append("")
        else:
            found[-1] += sign
    return sorted(part.strip() for part in found)


def tables(data: Path) -> dict[tuple[str, str], object]:
    """Return everything that stands in a database, by kind and name."""
    with closing(sqlite3.connect(data / "coterie.sqlite3")) as base:
        rows = base.execute("SELECT type, name, tbl_name, sql FROM sqlite_master WHERE tbl_name <> ?", [OWN]).fetchall()
    return {
        (kind, name): parts(sql) if kind == "table" and re.match("CREATE TABLE", sql) else (table, sql)
        for kind, name, table, sql in rows
    }


@pytest.mark.slow
def test_short_ways_lead_to_the_same_tables(tmp_path: Path) -> None:
    short, long = new_install(tmp_path / "short"), on_folder(tmp_path / "long")
    long.python(STEP_BY_STEP)

    stepwise = tables(long.data)

    assert len(stepwise) > 300
    assert tables(short.data) == stepwise
