"""The throw-away PostgreSQL of the tests is real, empty, and gone with who started it."""

import subprocess
import sys
import time

import psycopg
import pytest

from tests.house.plan import ROOT

PATIENCE = 30
STARTER = """
import sys
from tests import postgres
with postgres.cluster() as address:
    print(address, flush=True)
    sys.stdin.read()
"""


def test_postgres_database_is_new_for_each_test(postgres_url):
    with psycopg.connect(postgres_url) as connection:
        tables = connection.execute("SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'")

        assert tables.fetchone() == (0,)


@pytest.mark.postgres
def test_postgres_ends_when_its_starter_is_killed():
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-c", STARTER], cwd=ROOT, **pipes) as starter:
        address = starter.stdout.readline().strip()
        psycopg.connect(address).close()

        starter.kill()

    assert refuses_within(PATIENCE, address)


def refuses_within(seconds, address):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            psycopg.connect(address).close()
        except psycopg.OperationalError:
            return True
        time.sleep(0.05)
    return False
