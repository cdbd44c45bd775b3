"""`live`: open streams that hear messages, beside a plain fan-out under the same server.

    python -m bench.live [live]

A message counts as sent when its writer asks for it, so the time of storing it is part of the delay.
"""

import asyncio
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.figures import figure
from bench.scan import CORES, ROOT, serving

WRITER = """
import json
from bench.install import Install
from coterie.kit.clock import now
from coterie.platform.live.admission import admission
install = Install(slots=1)
[person] = install.members(1)
facts = {"group": person.group, "member": person.member, "account": person.account}
print(json.dumps(facts | {"word": admission(f"group:{person.group}", now=now())}))
"""
KEY = re.compile(rb'"subject": ?"([^"]+)"')


class Reader(asyncio.Protocol):
    """One open stream: notes when each message came."""

    def __init__(self, path: str, came: list[tuple[str, float]], open_: list[int]) -> None:
        self.path, self.came, self.open = path, came, open_
        self.rest = b""
        self.greeted = False

    def connection_made(self, transport) -> None:
        self.transport = transport
        transport.write(f"GET {self.path} HTTP/1.1\r\nHost: bench\r\n\r\n".encode())

    def data_received(self, data: bytes) -> None:
        at = time.monotonic()
        whole = self.rest + data
        if not self.greeted and b": open" in whole:
            self.greeted = True
            self.open[0] += 1
        end = whole.rfind(b"\n\n") + 1
        self.rest = whole[end:] or b"\n"
        self.came.extend((key.decode(), at) for key in KEY.findall(whole[:end]))


async def heard(port: int, path: str, streams: int, messages: int, pause: float) -> dict[str, object]:
    """Open the streams, speak, wait for the last word; return what came."""
    came: list[tuple[str, float]] = []
    opened, loop, said = [0], asyncio.get_running_loop(), {}
    readers = [
        (await loop.create_connection(lambda: Reader(path, came, opened), "127.0.0.1", port))[0] for _ in range(streams)
    ]
    await until(lambda: opened[0] >= streams, 30)
    words = []
    for _ in range(messages):
        words.append(asyncio.create_task(say(port, said)))
        await asyncio.sleep(pause)
    await asyncio.gather(*words)
    await until(lambda: len(came) >= streams * messages, 20)
    for reader in readers:
        reader.close()
    delays = sorted(1000 * (at - said[key]) for key, at in came if key in said)
    distinct = len(delays)
    return {
        "sent": len(said),
        "delivered": distinct,
        "lost": streams * messages - distinct,
        "p50_ms": round(delays[distinct // 2], 1) if delays else None,
        "p99_ms": round(delays[int(distinct * 0.99)], 1) if delays else None,
    }


async def say(port: int, said: dict[str, float]) -> None:
    begin = time.monotonic()
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(b"GET /bench/say HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n")
    answer = await reader.read()
    key = re.search(rb"\b(m\d+|[0-9a-zA-Z_-]{12})\b(?:\r\n0\r\n\r\n)?\s*$", answer.partition(b"\r\n\r\n")[2])
    said[key[1].decode()] = begin
    writer.close()


async def until(reached, seconds: float) -> None:
    end = time.monotonic() + seconds
    while not reached() and time.monotonic() < end:  # noqa: ASYNC110 - counts, which nobody signals
        await asyncio.sleep(0.02)


def live(streams: int = 1000, rate: int = 20, seconds: float = 3, repeats: int = 3) -> dict[str, object]:
    """Measure delay and loss; `ratio` is the floor's p99 divided by ours, so that more is better."""
    messages = int(rate * seconds)
    with tempfile.TemporaryDirectory(prefix="coterie-bench-") as folder:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("COTERIE_")}
        kept |= {"PYTHONPATH": str(ROOT)}
        ours = kept | {"COTERIE_DATA": folder, "DJANGO_SETTINGS_MODULE": "coterie.settings"}
        made = [sys.executable, "-c", WRITER]
        facts = json.loads(subprocess.run(made, cwd=ROOT, env=ours, capture_output=True, text=True, check=True).stdout)
        ours["BENCH_WRITER"] = json.dumps(facts)
        os.sched_setaffinity(0, CORES[-1:])
        program = "bench.live_program:application"
        with serving(program, Path(folder), kept, "/") as floor, serving(program, ROOT, ours, "/up") as house:
            rows = [
                (
                    asyncio.run(heard(floor.port, "/live", streams, messages, 1 / rate)),
                    asyncio.run(heard(house.port, f"/live/{facts['word']}", streams, messages, 1 / rate)),
                )
                for _ in range(repeats)
            ]
    rows.sort(key=lambda row: row[1]["p99_ms"] or 1e9)
    floor_row, own = rows[len(rows) // 2]
    ratios = [row[0]["p99_ms"] / row[1]["p99_ms"] for row in rows if row[1]["p99_ms"]]
    summed = {name: sum(row[1][name] for row in rows) for name in ("sent", "delivered", "lost")}
    measured = {
        "floor": floor_row["p99_ms"], "ours": own["p99_ms"], "ratio": round(floor_row["p99_ms"] / own["p99_ms"], 3),
        "spread": [round(min(ratios), 3), round(max(ratios), 3)], "repeats": repeats,
        **summed, "p50_ms": own["p50_ms"], "p99_ms": own["p99_ms"], "floor_lost": sum(row[0]["lost"] for row in rows),
    }  # fmt: skip
    work = f"{streams} streams, {rate} messages/s for {seconds:g} s; one core each for server and readers"
    return figure("live", "ms p99", work, measured, reach_p99_ms=150)


if __name__ == "__main__":
    print(json.dumps(live(**json.loads((sys.argv[2:] or ["{}"])[0])), indent=1))
