"""`scan` and `rescan`: a live code under 64 connections, beside a bare ASGI program under the same server.

    python -m bench.scan [scan|rescan|scan_loaded]

Server and floor run on one core, the crowd (wrk) on another. Floor and ours take turns, so that a busy machine is
busy for both; medians of the turns are reported. Besides the rates, the processor time per request is given: it
hardly moves when others use the machine.
"""

import contextlib
import json
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.figures import load, machine, versions

ROOT = Path(__file__).resolve().parents[1]
CORES = sorted(os.sched_getaffinity(0))
CONNECTIONS, SLOTS, SEATS = 64, 50, 100_000
UVICORN = ("--no-access-log", "--loop", "uvloop", "--http", "httptools", "--log-level", "warning", "--no-server-header")
UNITS = {"us": 0.001, "ms": 1.0, "s": 1000.0, "m": 60_000.0}
FLOOR = """
START = {"type": "http.response.start", "status": 302, "headers": [
    (b"location", b"/c/table/join?code=7fk3mqz"), (b"x-coterie-slot", b"1"), (b"cache-control", b"no-store"),
    (b"content-length", b"0")]}
BODY = {"type": "http.response.body", "body": b""}
async def application(scope, receive, send):
    if scope["type"] == "lifespan":
        while (await receive())["type"] != "lifespan.shutdown":
            await send({"type": "lifespan.startup.complete"})
        await send({"type": "lifespan.shutdown.complete"})
    else:
        await send(START)
        await send(BODY)
"""
CODES = """
import sys, django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0, skip_checks=True)
from coterie.accounts.domain.account import open_account
from coterie.communities.domain.community import create_community, open_community
from coterie.joining.domain.code import create_code
from coterie.kit.actor import Actor
from coterie.kit.clock import now
facts = {"actor": Actor.of_system("cli"), "now": now()}
owner = open_account(name="Alice", now=now())
table = create_community(slug="table", name="Table", owner=owner.pk, **facts)
open_community(community=table.pk, anyway="to measure", **facts)
codes, slots, capacity = map(int, sys.argv[1:])
for number in range(codes):
    print(create_code(community=table.pk, title=f"Code {number}", slots=slots, capacity=capacity, **facts).slug)
"""


@dataclass(frozen=True)
class Server:
    """A running server process."""

    port: int
    pid: int

    def cpu(self) -> float:
        """Return the processor seconds used so far."""
        parts = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Turn:
    """What one turn of the crowd gave."""

    rate: float
    p50_ms: float
    p99_ms: float
    cpu_us: float
    failed: int


@contextlib.contextmanager
def serving(program: str, folder: Path, environment: dict[str, str], path: str) -> Iterator[Server]:
    """Run `program` under uvicorn on the first core until it answers at `path`; stop it afterwards."""
    port = free_port()
    command = [sys.executable, "-m", "uvicorn", program, "--port", str(port), *UVICORN]
    process = subprocess.Popen(command, cwd=folder, env=environment)
    os.sched_setaffinity(process.pid, CORES[:1])
    try:
        await_answer(port, path)
        yield Server(port, process.pid)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(10)


def free_port() -> int:
    import socket

    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def await_answer(port: int, path: str) -> None:
    until = time.monotonic() + 60
    while time.monotonic() < until:
        with contextlib.suppress(OSError):
            urllib.request.build_opener(Stay).open(f"http://127.0.0.1:{port}{path}", timeout=5).close()
            return
        time.sleep(0.1)
    raise RuntimeError("no server came up")


class Stay(urllib.request.HTTPRedirectHandler):
    """Follows no redirect."""

    def http_error_302(self, request, answer, code, message, headers):
        return answer


def crowd(server: Server, path: str, seconds: float, *, connections: int = CONNECTIONS, cookie: str = "") -> Turn:
    """Let `connections` ask for `path` as fast as they are answered."""
    wrk = shutil.which("wrk")
    if wrk is None:
        raise RuntimeError("this bench needs wrk (Debian: wrk)")
    before = server.cpu()
    command = [wrk, "-t1", f"-c{connections}", f"-d{seconds:g}s", "--latency", "--timeout", "10s"]
    command += ["-H", f"Cookie: {cookie}"] if cookie else []
    said = subprocess.run(
        [*command, f"http://127.0.0.1:{server.port}{path}"],
        capture_output=True,
        text=True,
        check=True,
        preexec_fn=on_the_last_core,
    ).stdout
    count = int(re.search(r"(\d+) requests in", said)[1])
    if not count:
        raise RuntimeError(f"nothing was answered at {path} in {seconds:g} s")
    failed = sum(int(number) for number in re.findall(r"Non-2xx or 3xx responses: (\d+)", said))
    failed += sum(map(int, re.findall(r"(?:connect|read|write|timeout) (\d+)", said)))
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])
    return Turn(rate, latency(said, "50%"), latency(said, "99%"), 1e6 * (server.cpu() - before) / count, failed)


def on_the_last_core() -> None:
    os.sched_setaffinity(0, CORES[-1:])


def latency(said: str, share: str) -> float:
    number, unit = re.search(rf"{share}\s+([\d.]+)(us|ms|s|m)", said).groups()
    return float(number) * UNITS[unit]


@contextlib.contextmanager
def stage(codes: int) -> Iterator[tuple[Server, Server, list[str]]]:
    """Yield floor, ours, and the addresses of live codes with 100,000 seats in 50 slots each."""
    with tempfile.TemporaryDirectory(prefix="coterie-bench-") as folder:
        (Path(folder) / "floor.py").write_text(FLOOR)
        kept = {name: value for name, value in os.environ.items() if not name.startswith("COTERIE_")}
        ours = {
            **kept,
            "COTERIE_DATA": folder,
            "DJANGO_SETTINGS_MODULE": "coterie.settings",
            "PYTHONPATH": str(ROOT),
        }
        made = [sys.executable, "-c", CODES, str(codes), str(SLOTS), str(SEATS // SLOTS)]
        slugs = subprocess.run(made, cwd=ROOT, env=ours, capture_output=True, text=True, check=True).stdout.split()
        with (
            serving("floor:application", Path(folder), kept, "/") as floor,
            serving("coterie.asgi:application", ROOT, ours, "/up") as house,
        ):
            yield floor, house, [f"/g/{slug}" for slug in slugs]


def compared(name: str, turns: list[tuple[Turn, Turn]], **more: object) -> dict[str, object]:
    """Return the medians of turns of floor and ours, as every measurement here says them."""
    floors, ours = [floor for floor, _ in turns], [own for _, own in turns]
    ratios = [own.rate / floor.rate for floor, own in turns]

    def middle(rows: list[Turn], fact: Callable[[Turn], float]) -> float:
        return round(statistics.median(map(fact, rows)), 1)

    return {
        "name": name,
        "floor": middle(floors, lambda turn: turn.rate),
        "ours": middle(ours, lambda turn: turn.rate),
        "ratio": round(statistics.median(ratios), 3),
        "unit": "requests/s",
        "spread": [round(min(ratios), 3), round(max(ratios), 3)],
        "repeats": len(turns),
        "p50_ms": middle(ours, lambda turn: turn.p50_ms),
        "p99_ms": middle(ours, lambda turn: turn.p99_ms),
        "floor_p99_ms": middle(floors, lambda turn: turn.p99_ms),
        "cpu_us": {"floor": middle(floors, lambda turn: turn.cpu_us), "ours": middle(ours, lambda turn: turn.cpu_us)},
        "failed": sum(turn.failed for turn in ours),
        "work": f"{CONNECTIONS} connections, {SLOTS} slots, {SEATS:,} seats, one core each for server and crowd",
        "machine": machine(),
        "versions": versions(),
        "load": load(),
        "date": time.strftime("%Y-%m-%d"),
        **more,
    }


def scan(seconds: float = 2, repeats: int = 3) -> dict[str, object]:
    """Measure new visitors: each seat is committed before its answer leaves."""
    with stage(repeats) as (floor, house, paths):
        crowd(house, paths[0], 1)
        turns = [(crowd(floor, path, seconds), crowd(house, path, seconds)) for path in paths]
    return compared("scan", turns, reach=0.12)


def rescan(seconds: float = 2, repeats: int = 3) -> dict[str, object]:
    """Measure one visitor who looks again and again."""
    with stage(1) as (floor, house, [path]):
        opener = urllib.request.build_opener(Stay)
        answer = opener.open(f"http://127.0.0.1:{house.port}{path}", timeout=5)
        cookie = answer.headers["set-cookie"].partition(";")[0]
        turns = [(crowd(floor, path, seconds), crowd(house, path, seconds, cookie=cookie)) for _ in range(repeats)]
    return compared("rescan", turns, reach=0.5)


def scan_loaded(seconds: float = 2, repeats: int = 3) -> dict[str, object]:
    """Measure new visitors while Django's pages are asked for by 12 more connections without a pause."""
    with stage(repeats) as (floor, house, paths):
        for _ in range(3):
            urllib.request.urlopen(f"http://127.0.0.1:{house.port}/c/table", timeout=30).close()
        turns = []
        for path in paths:
            before = crowd(floor, path, seconds)
            pages = pressing(house, "/c/table", seconds + 2)
            time.sleep(0.5)
            turns.append((before, crowd(house, path, seconds)))
            pages.wait(30)
    return compared("scan_loaded", turns, reach_p99_ms=100)


def pressing(server: Server, path: str, seconds: float) -> "subprocess.Popen[bytes]":
    """Ask for a page with 12 connections, in the background."""
    command = [str(shutil.which("wrk")), "-t1", "-c12", f"-d{seconds:g}s", f"http://127.0.0.1:{server.port}{path}"]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, preexec_fn=on_the_last_core)  # noqa: PLW1509 - no threads here


MEASUREMENTS = {measure.__name__: measure for measure in (scan, rescan, scan_loaded)}

if __name__ == "__main__":
    wanted = sys.argv[1] if len(sys.argv) > 1 else "scan"
    print(json.dumps(MEASUREMENTS[wanted](**json.loads((sys.argv[2:] or ["{}"])[0])), indent=1))
