"""Whole servers for tests: processes of their own on a data folder of their own."""

import contextlib
import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from tests.house.plan import ROOT
from tests.postgres import free_port

PATIENCE_S = 30
UVICORN = ("--no-access-log", "--log-level", "warning", "--timeout-graceful-shutdown", "1")
PRINT_CODE = """
import sys, django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0, skip_checks=True)
from coterie.accounts.domain.account import open_account
from coterie.communities.domain.community import create_community
from coterie.joining.domain.code import create_code
from coterie.kit.actor import Actor
from coterie.kit.clock import now
system = Actor.of_system("cli")
owner = open_account(name="Alice", now=now())
table = create_community(slug="table", name="Table", owner=owner.pk, actor=system, now=now())
slots, capacity = map(int, sys.argv[1:])
code = create_code(community=table.pk, title="Poster", slots=slots, capacity=capacity, actor=system, now=now())
print(code.slug)
"""


@dataclass(frozen=True)
class House:
    """A data folder with one live code in it."""

    environment: dict[str, str]
    slug: str


def found(data: Path, *, slots: int, capacity: int, database: str = "") -> House:
    """Make an install with a code."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COTERIE_")}
    environment |= {"COTERIE_DATA": str(data), "DJANGO_SETTINGS_MODULE": "coterie.settings", "PYTHONPATH": str(ROOT)}
    if database:
        environment["COTERIE_DATABASE_URL"] = database
    command = [sys.executable, "-c", PRINT_CODE, str(slots), str(capacity)]
    done = subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, text=True, check=True)
    return House(environment, done.stdout.strip())


@contextlib.contextmanager
def serving(house: House, program: str = "coterie.asgi:application") -> Iterator[tuple[int, "subprocess.Popen[bytes]"]]:
    """Run one server process; yield its port."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", program, "--port", str(port), *UVICORN]
    process = subprocess.Popen(command, env=house.environment, cwd=ROOT)
    try:
        await_ready(port, process)
        yield port, process
    finally:
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
        process.wait(PATIENCE_S)


def await_ready(port: int, process: "subprocess.Popen[bytes]") -> None:
    """Return once the server says that it is up."""
    until = time.monotonic() + PATIENCE_S
    while time.monotonic() < until and process.poll() is None:
        with contextlib.suppress(OSError, http.client.HTTPException):
            if get(port, "/up")[0] == 200:
                return
        time.sleep(0.05)
    raise RuntimeError("the server did not come up")


def get(port: int, path: str, **headers: str) -> tuple[int, dict[str, str]]:
    """Send one request on a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}
    finally:
        connection.close()


def crowd(ports: list[int], path: str, visitors: int) -> list[tuple[int, dict[str, str]]]:
    """Let new visitors come all at once, some to each port."""
    with ThreadPoolExecutor(64) as pool:
        return list(pool.map(lambda number: get(ports[number % len(ports)], path), range(visitors)))
