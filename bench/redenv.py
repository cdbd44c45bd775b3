"""`redenv`: 10,000 members grab the 2,000 shares of a red envelope, 64 at a time, beside a raw compare-and-set.

python -m bench.redenv [redenv]        on the database that COTERIE_DATABASE_URL names, else on SQLite
"""

import json
import os
import sqlite3
import sys
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench.figures import exponent, figure, rate, turns

AT_ONCE = 64
TAKE = (
    "UPDATE shares SET member = ? WHERE member IS NULL AND id ="
    " (SELECT id FROM shares WHERE round = ? AND member IS NULL ORDER BY id LIMIT 1)"
)


def redenv(grabs: int = 10_000, repeats: int = 3) -> dict[str, object]:
    """Measure grabs through the verb: the seat, the share, the ledger's entry, the events; and count what came out."""
    from bench.install import Install

    stage, shares = Stage(Install(slots=1), grabs), grabs // 5
    floor = Floor(str(Path(os.environ["COTERIE_DATA"]) / "floor.sqlite3"), shares)
    sizes = [shares] * (repeats + 1) + [shares // 10]
    envelopes = [(stage.envelope(size), size) for size in sizes]
    fresh = iter(envelopes)
    floor.fill(repeats)
    with ThreadPoolExecutor(AT_ONCE) as pool:

        def ours() -> int:
            envelope, size = next(fresh)
            people = stage.people[: 5 * size]
            list(pool.map(lambda who: stage.grab(envelope, who), people, chunksize=1))
            return len(people)

        def least() -> int:
            floor.round += 1
            list(pool.map(floor.take, range(grabs), chunksize=1))
            return grabs

        measured = turns(least, ours, repeats)
        large, small = (1e6 / rate(ours)[1] for _size in range(2))
    work = f"{grabs} grabs of {shares} shares, {AT_ONCE} at a time; floor: compare-and-set of a row behind one lock"
    more = {
        "exact": all(stage.is_exact(*one) for one in envelopes),
        "exponent": exponent(small, large, 10),
        "reach": round(1 / 6, 4),
    }
    return figure("redenv", "grabs/s", work, measured, **more)


class Stage:
    """A community whose group is full of members, and envelopes for them."""

    def __init__(self, install, count: int) -> None:
        from coterie.accounts.models import Account
        from coterie.groups.models import Group, Membership
        from coterie.kit.clock import now
        from coterie.members.models import Member
        from coterie.rewards.domain.plan import edit_plan

        at, self.install, self.group = now(), install, install.group()
        edit_plan(community=install.community, on=True, actor=self.system, now=at)
        Group.objects.filter(pk=self.group).update(capacity=count)
        accounts = Account.objects.bulk_create(Account(name=f"Guest {n}", created_at=at) for n in range(count))
        members = Member.objects.bulk_create(
            Member(community_id=install.community, account=one, number=100 + n, name=one.name, joined_at=at)
            for n, one in enumerate(accounts)
        )
        Membership.objects.bulk_create(Membership(group_id=self.group, member=one, joined_at=at) for one in members)
        self.people = [(one.pk, one.account_id) for one in members]

    @property
    def system(self):
        from coterie.kit.actor import Actor

        return Actor.of_system("cli")

    def envelope(self, shares: int) -> int:
        from coterie.kit.clock import now
        from coterie.rewards.domain.envelope import offer_envelope

        facts = {"group": self.group, "amount": 7 * shares + 3, "count": shares, "words": "Measure", "own": False}
        return offer_envelope(**facts, actor=self.system, now=now()).pk

    def grab(self, envelope: int, who: tuple[int, int]) -> None:
        from coterie.kit.actor import Actor
        from coterie.kit.clock import now
        from coterie.rewards.domain.share import grab_share
        from coterie.rewards.errors import EnvelopeEmpty

        try:
            grab_share(envelope=envelope, member=who[0], actor=Actor(account=who[1]), now=now())
        except EnvelopeEmpty:
            return

    def is_exact(self, envelope: int, shares: int) -> bool:
        """Count the shares, the points and the ledger to the unit."""
        from coterie.platform.ledger.audit import faults
        from coterie.platform.ledger.posting import Book
        from coterie.platform.ledger.reading import balance_of
        from coterie.rewards.models import EnvelopeShare
        from coterie.rewards.queries.purses import POINTS, envelope_purse

        taken = EnvelopeShare.objects.filter(envelope=envelope).exclude(member=None)
        points = sum(taken.values_list("points", flat=True))
        left = balance_of(Book(self.install.community, POINTS), envelope_purse(envelope))
        return (taken.count(), points, left, faults()) == (shares, 7 * shares + 3, 0, [])


class Floor:
    """The same envelope without anything around it: each thread has a connection, and one lock is in front."""

    def __init__(self, path: str, shares: int) -> None:
        self.path, self.shares, self.round = path, shares, 0
        self.lock, self.own = threading.Lock(), threading.local()
        self.connection().execute(
            "CREATE TABLE shares (id INTEGER PRIMARY KEY, round INTEGER, member INTEGER, UNIQUE (round, member))"
        )
        self.connection().execute("CREATE INDEX free ON shares (round, id) WHERE member IS NULL")

    def connection(self) -> sqlite3.Connection:
        if not hasattr(self.own, "connection"):
            self.own.connection = sqlite3.connect(self.path, isolation_level=None)
            for pragma in ("journal_mode=WAL", "synchronous=NORMAL"):
                self.own.connection.execute(f"PRAGMA {pragma}")
        return self.own.connection

    def fill(self, rounds: int) -> None:
        """Make the envelopes, outside of what is measured."""
        rows = [(number,) for number in range(1, rounds + 1) for _share in range(self.shares)]
        self.connection().execute("BEGIN")
        self.connection().executemany("INSERT INTO shares (round) VALUES (?)", rows)
        self.connection().execute("COMMIT")

    def take(self, member: int) -> bool:
        with self.lock:
            return self.connection().execute(TAKE, (member, self.round)).rowcount == 1


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="coterie-bench-") as folder:
        os.environ.setdefault("COTERIE_DATA", folder)
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "coterie.settings")
        print(json.dumps(redenv(**json.loads((sys.argv[2:] or ["{}"])[0])), indent=1))
