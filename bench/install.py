"""An install with one open community, in the data folder of this process; imported by the rows that run inside."""

import os
import sqlite3

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - Django is set up first
from django.db import connection, transaction  # noqa: E402

from coterie.accounts.domain.account import open_account  # noqa: E402
from coterie.communities.domain.community import create_community, open_community  # noqa: E402
from coterie.communities.domain.rule_set import publish_rules  # noqa: E402
from coterie.groups.domain.membership import join_group  # noqa: E402
from coterie.groups.models import Group  # noqa: E402
from coterie.joining.domain.code import create_code  # noqa: E402
from coterie.joining.domain.joining import join  # noqa: E402
from coterie.joining.domain.seats.batch import settle  # noqa: E402
from coterie.joining.domain.seats.claim import Claim  # noqa: E402
from coterie.kit.actor import VISITOR, Actor  # noqa: E402
from coterie.kit.clock import now  # noqa: E402
from coterie.kit.ids import new_visitor  # noqa: E402

SYSTEM = {"actor": Actor.of_system("cli")}
SEATS_IN_SLOT = 2000


class Install:
    """A community with rules, groups of 2,000 and a live code that leads to them."""

    def __init__(self, slots: int = 10) -> None:
        call_command("migrate", verbosity=0, skip_checks=True)
        facts = {**SYSTEM, "now": now()}
        self.owner = open_account(name="Alice", now=now()).pk
        self.community = create_community(slug="table", name="Table", owner=self.owner, **facts).pk
        publish_rules(community=self.community, text="Be kind.", **facts)
        open_community(community=self.community, anyway="to measure", **facts)
        self.code = create_code(
            community=self.community, title="Poster", slots=slots, capacity=SEATS_IN_SLOT, **facts
        ).slug

    def scan(self, count: int) -> list[int]:
        """Hold seats for new visitors, as the edge does: many in one transaction."""
        visitors = [new_visitor() for _ in range(count)]
        with transaction.atomic():
            settle([Claim(self.code, visitor, fresh=True) for visitor in visitors], now=now())
        return visitors

    def join(self, visitor: int):
        facts = {"visitor": visitor, "name": "Zoe", "accepted_rules": 1, "actor": VISITOR, "now": now()}
        return join(community=self.community, code=self.code, **facts)

    def members(self, count: int) -> list[object]:
        return [self.join(visitor) for visitor in self.scan(count)]

    def group(self) -> int:
        return int(Group.objects.order_by("id").values_list("pk", flat=True)[0])


def raw(copy: str):
    """Return a connection without Django: to a copy of this install's file, or to the same PostgreSQL server."""
    if connection.vendor == "postgresql":
        import psycopg

        return psycopg.connect(os.environ["COTERIE_DATABASE_URL"])
    other = sqlite3.connect(copy, isolation_level=None)
    connection.ensure_connection()
    connection.connection.backup(other)
    for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", "cache_size=-65536"):
        other.execute(f"PRAGMA {pragma}")
    return other


__all__ = ["Install", "join_group", "raw"]
