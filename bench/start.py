"""`start`: a first start with the demo, a later start, and the memory it takes; beside a bare program's start.

python -m bench.start [start]
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.figures import figure, middle
from bench.scan import FLOOR, ROOT, UVICORN, await_answer, free_port


def start(repeats: int = 2) -> dict[str, object]:
    """Measure seconds until `/up` answers; setting up the environment is not in it."""
    with tempfile.TemporaryDirectory(prefix="coterie-bench-") as folder:
        (Path(folder) / "floor.py").write_text(FLOOR)
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("COTERIE_", "DJANGO_"))}
        bare = [sys.executable, "-m", "uvicorn", "floor:application", *UVICORN]
        house = [sys.executable, "-m", "coterie", "serve", "--demo", "--data", f"{folder}/data"]
        first, _memory = begun(house, ROOT, kept)
        floors, later, memory = [], [], 0.0
        for _ in range(repeats):
            floors.append(begun(bare, Path(folder), kept)[0])
            seconds, memory = begun(house, ROOT, kept)
            later.append(seconds)
    floor, ours = round(middle(10 * one for one in floors) / 10, 2), round(middle(10 * one for one in later) / 10, 2)
    ratios = [own / least for least, own in zip(floors, later, strict=True)]
    spread = [round(min(ratios), 2), round(max(ratios), 2)]
    measured = {"floor": floor, "ours": ours, "ratio": round(ours / floor, 2), "spread": spread, "repeats": repeats}
    more = {"first_s": round(first, 1), "resident_mb": memory, "reach": {"first_s": 120, "later_s": 3, "mb": 350}}
    return figure("start", "seconds", "coterie serve --demo until /up answers; less is better", measured, **more)


def begun(command: list[str], folder: Path, environment: dict[str, str]) -> tuple[float, float]:
    """Start a server, wait for its first answer, and stop it; return the seconds and its memory in MB."""
    port, begin = free_port(), time.monotonic()
    process = subprocess.Popen([*command, "--port", str(port)], cwd=folder, env=environment, stdout=subprocess.DEVNULL)
    try:
        await_ready(port)
        seconds = time.monotonic() - begin
        time.sleep(0.5)
        said = Path(f"/proc/{process.pid}/status").read_text()
        resident = next(line for line in said.splitlines() if line.startswith("VmRSS")).split()[1]
        return seconds, round(int(resident) / 1024, 1)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def await_ready(port: int) -> None:
    """Wait longer than other rows do: the demo is written on the way."""
    for attempt in range(3):
        try:
            await_answer(port, "/up")
        except RuntimeError:
            if attempt == 2:
                raise
        else:
            return


if __name__ == "__main__":
    print(json.dumps(start(**json.loads((sys.argv[2:] or ["{}"])[0])), indent=1))
