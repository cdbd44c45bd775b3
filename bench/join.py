"""`join`: a visitor with a seat becomes a member, beside the same INSERTs without anything around them.

python -m bench.join [join]        on the database that COTERIE_DATABASE_URL names, else on SQLite
"""

import itertools
import json
import os
import sys
import tempfile
from pathlib import Path

from bench.figures import exponent, figure, rate, turns

NUMBERS = itertools.count(10_000_000)


def join(joins: int = 100, repeats: int = 5) -> dict[str, object]:
    """Measure joins through the verb, with the seat held by an earlier scan."""
    from bench.install import Install, connection, raw

    install = Install(slots=20)
    floor = raw(str(Path(os.environ["COTERIE_DATA"]) / "floor.sqlite3"))
    install.members(20)
    visitors = iter(install.scan(joins * (2 * repeats + 12)))

    def ours() -> int:
        for _ in range(joins):
            install.join(next(visitors))
        return joins

    def least() -> int:
        for _ in range(joins):
            insert_all(floor, install, postgres=connection.vendor == "postgresql")
        return joins

    small = min(1e6 / rate(ours)[1] for _ in range(2))
    measured = turns(least, ours, repeats)
    grown = 20 + joins * (repeats + 12)
    install.members(10 * joins)
    large = min(1e6 / rate(ours)[1] for _ in range(2))
    name = "join" if connection.vendor == "sqlite" else "join_postgres"
    work = f"{joins} joins a turn, one thread; floor: the same 9 INSERTs in one transaction each"
    more = {"exponent": exponent(small, large, grown / (20 + joins)), "reach": 0.125}
    return figure(name, "joins/s", work, measured, **more)


def insert_all(floor, install, *, postgres: bool) -> None:
    """Write what a join writes, with nothing asked and nothing decided."""
    number = next(NUMBERS)
    at = "2026-03-02 12:00:00+00" if postgres else "2026-03-02 12:00:00"
    yes, sign = (True, "%s") if postgres else (1, "?")

    def put(table: str, **values: object) -> int:
        places = ", ".join([sign] * len(values))
        names = ", ".join(f'"{name}"' for name in values)
        row = floor.execute(f"INSERT INTO {table} ({names}) VALUES ({places}) RETURNING id", tuple(values.values()))
        return int(row.fetchone()[0])

    if not postgres:
        floor.execute("BEGIN IMMEDIATE")
    key = f"f{number}"
    account = put("accounts", password="!", key=key, name="Zoe", language="", timezone="", is_active=yes, created_at=at)
    facts = {"key": key, "community_id": install.community, "account_id": account, "number": number, "name": "Zoe"}
    member = put("members", **facts, title="", needs="[]", line="", state="active", joined_at=at)
    put("members_rules_acceptances", member_id=member, rules_id=1, at=at)
    put("groups_memberships", group_id=1, member_id=member, joined_at=at)
    for kind in ("account_created", "member_joined", "rules_accepted", "group_joined", "threshold_answered"):
        put("events", at=at, kind=kind, community=install.community, actor=account, member=member, data="{}")
    floor.execute("COMMIT")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="coterie-bench-") as folder:
        os.environ.setdefault("COTERIE_DATA", folder)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coterie.settings")
        print(json.dumps(join(**json.loads((sys.argv[2:] or ["{}"])[0])), indent=1))
