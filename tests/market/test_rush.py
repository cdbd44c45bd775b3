"""A rush over HTTP: 500 buyers for 50 pieces at two servers on one database."""

import http.client
import json
import os
import sqlite3
import subprocess
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import psycopg
import pytest

from tests.edge.server import House, serving
from tests.house.plan import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.race, pytest.mark.timeout(300)]

BUYERS, PIECES, AT_ONCE = 500, 50, 32
OPEN_SHOP = """
import json, sys, django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0, skip_checks=True)
from coterie.accounts.domain.account import open_account
from coterie.accounts.models import Account, ApiToken
from coterie.accounts.rules import MARK, digest_of
from coterie.communities.domain.community import create_community
from coterie.kit.actor import Actor
from coterie.kit.clock import now
from secrets import token_urlsafe
from coterie.kit.ids import new_key
from coterie.market.domain.offer import make_offer, open_offer
from coterie.market.domain.variant import add_variant
from coterie.communities.models import Community
from coterie.members.models import Member
buyers, pieces = map(int, sys.argv[1:])
system, at = Actor.of_system("cli"), now()
owner = open_account(name="Alice", now=at)
table = create_community(slug="table", name="Table", owner=owner.pk, actor=system, now=at)
Community.objects.filter(pk=table.pk).update(state="open", opened_at=at)
offer = make_offer(community=table.pk, kind="product", slug="pen", title="Pen", actor=system, now=at)
variant = add_variant(offer=offer.pk, price=1000, left=pieces, actor=system, now=at)
open_offer(offer=offer.pk, actor=system, now=at)
accounts = Account.objects.bulk_create(Account(name=f"Guest {n}", created_at=at) for n in range(buyers))
Member.objects.bulk_create(
    Member(community=table, account=one, number=100 + n, name=one.name, joined_at=at) for n, one in enumerate(accounts)
)
tokens = {}
for one in accounts:
    prefix = new_key()
    tokens[f"{MARK}_{prefix}_{token_urlsafe(32)}"] = (one, prefix)
ApiToken.objects.bulk_create(
    ApiToken(account=one, name="rush", prefix=prefix, digest=digest_of(secret), scopes=["read_member", "write_member"],
             created_at=at)
    for secret, (one, prefix) in tokens.items()
)
print(json.dumps({"variant": variant.key, "secrets": list(tokens)}))
"""
SOLD = """
SELECT (SELECT count(*) FROM market_orders WHERE state = 'pending'), (SELECT sum(quantity) FROM market_lines),
    (SELECT min("left") FROM market_variants), (SELECT count(*) FROM market_payments)
"""


@dataclass(frozen=True)
class Shop:
    """A data folder with one offer and many who want it."""

    house: House
    url: str
    file: Path
    secrets: tuple[str, ...]

    def asked(self) -> tuple[int, ...]:
        with psycopg.connect(self.url) if self.url else closing(sqlite3.connect(self.file)) as database:
            return tuple(database.execute(SOLD).fetchone())


def opened(data: Path, url: str, buyers: int = BUYERS, pieces: int = PIECES) -> Shop:
    """Open a shop; the house's `slug` is the variant."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COTERIE_")}
    environment |= {"COTERIE_DATA": str(data), "DJANGO_SETTINGS_MODULE": "coterie.settings", "PYTHONPATH": str(ROOT)}
    if url:
        environment["COTERIE_DATABASE_URL"] = url
    command = [sys.executable, "-c", OPEN_SHOP, str(buyers), str(pieces)]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True)
    made = json.loads(done.stdout.splitlines()[-1])
    return Shop(House(environment, made["variant"]), url, data / "coterie.sqlite3", tuple(made["secrets"]))


def buy(port: int, secret: str, variant: str) -> int:
    """Order one piece by the API, on a connection of one's own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Authorization": f"Bearer {secret}", "Content-Type": "application/json"}
    try:
        words = json.dumps({"lines": [{"variant": variant}]})
        connection.request("POST", "/api/v1/me/memberships/table/orders", words, headers)
        answer = connection.getresponse()
        said = answer.read()
        assert answer.status == 201 or json.loads(said)["code"] == "sold_out", said
        return answer.status
    finally:
        connection.close()


def look(port: int) -> None:
    """Open the first page: a server loads its pages once, as soon as it runs."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.request("GET", "/o/pen")
        assert connection.getresponse().status == 200


def rush(shop: Shop, program: str = "coterie.asgi:application") -> tuple[Counter[int], float]:
    """Let everybody come at once, half to each of two open servers; return the answers and how long it took."""
    with serving(shop.house, program) as (one, _), serving(shop.house, program) as (two, _):
        ports = (one, two)
        for port in ports:
            look(port)

        def come(place: int) -> int:
            return buy(ports[place % 2], shop.secrets[place], shop.house.slug)

        with ThreadPoolExecutor(AT_ONCE) as pool:
            begun = perf_counter()
            answers = Counter(pool.map(come, range(len(shop.secrets))))
            return answers, perf_counter() - begun


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest) -> str:
    return str(request.getfixturevalue("postgres_url")) if request.param == "postgres" else ""


def test_five_hundred_buyers_for_fifty_pieces(tmp_path: Path, url: str) -> None:
    shop = opened(tmp_path, url)

    answers, seconds = rush(shop)

    kind = "PostgreSQL" if url else "SQLite"
    print(f"{BUYERS} buyers at {PIECES} pieces, two servers on {kind}: {seconds:.2f} s")
    assert answers == {201: PIECES, 409: BUYERS - PIECES}
    assert shop.asked() == (PIECES, PIECES, 0, PIECES)


@pytest.mark.postgres
def test_without_the_lock_more_are_sold_than_there_are(tmp_path: Path, postgres_url: str) -> None:
    """Negative control: the same crowd at the same servers, which look at what is left without holding it."""
    shop = opened(tmp_path, postgres_url, buyers=200, pieces=20)

    answers, _seconds = rush(shop, "tests.market.unguarded:application")

    sold = shop.asked()[0]
    assert (answers[201], sold > 20) == (sold, True)
