"""What every measurement says about itself, and how ours and the floor take turns."""

import math
import os
import platform
import sqlite3
import statistics
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path


def machine() -> str:
    said = Path("/proc/cpuinfo").read_text() if Path("/proc/cpuinfo").exists() else ""
    model = next((line.partition(":")[2].strip() for line in said.splitlines() if line.startswith("model name")), "?")
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{platform.machine()}, {model}, {os.cpu_count()} cores, {memory:.0f} GiB, Linux {platform.release()}"


def versions() -> dict[str, str]:
    ours = {"python": platform.python_version(), "sqlite": sqlite3.sqlite_version}
    return ours | {name: version(name) for name in ("django", "uvicorn", "uvloop", "httptools")}


def load() -> float:
    """Return how many programs wanted the machine in the last minute: ours among them."""
    return round(os.getloadavg()[0], 1)


def rate(work: Callable[[], int]) -> tuple[float, float]:
    """Return how often `work` was done in a second, and in a second of this process's processor time."""
    wall, cpu = time.perf_counter(), time.process_time()
    count = work()
    return count / (time.perf_counter() - wall), count / max(time.process_time() - cpu, 1e-9)


def turns(floor: Callable[[], int], ours: Callable[[], int], repeats: int) -> dict[str, object]:
    """Let floor and ours take turns; return medians, the ratio of the rates, and its spread.

    `ratio_cpu` and `cpu_us` are in processor time, which others who use the machine disturb least.
    """
    rows = [(rate(floor), rate(ours)) for _ in range(repeats)]
    ratios = [own[0] / least[0] for least, own in rows]
    return {
        "floor": middle(least[0] for least, _ in rows),
        "ours": middle(own[0] for _, own in rows),
        "ratio": round(statistics.median(ratios), 4),
        "spread": [round(min(ratios), 4), round(max(ratios), 4)],
        "ratio_cpu": round(statistics.median(own[1] / least[1] for least, own in rows), 4),
        "cpu_us": {
            "floor": middle(1e6 / least[1] for least, _ in rows),
            "ours": middle(1e6 / own[1] for _, own in rows),
        },
        "repeats": repeats,
    }


def middle(values) -> float:
    return round(statistics.median(values), 1)


def exponent(small_us: float, large_us: float, times: float) -> float:
    """Return how cost grows when the size grows `times`: 0 is constant, 1 is in proportion."""
    return round(math.log(large_us / small_us) / math.log(times), 2)


def figure(name: str, unit: str, work: str, measured: dict[str, object], **more: object) -> dict[str, object]:
    """Return one measurement as the contract wants it."""
    facts = {"machine": machine(), "versions": versions(), "load": load(), "date": time.strftime("%Y-%m-%d")}
    return {"name": name, "unit": unit, **measured, "work": work, **facts, **more}
