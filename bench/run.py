"""All measurements: each in a process of its own, with a data folder of its own.

`coterie bench NAME|all` and `make bench` call `measure`; figures go to bench/results.json, and what is worse than in
bench/accepted.json is said. Nothing here fails because something is slow.
"""

import contextlib
import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
RESULTS, ACCEPTED = HERE / "results.json", HERE / "accepted.json"
ROWS = {
    "scan": "scan",
    "rescan": "scan",
    "scan_loaded": "scan",
    "join": "join",
    "join_postgres": "join",
    "post": "post",
    "redenv": "redenv",
    "live": "live",
    "page": "page",
    "receivers": "receivers",
    "import": "history",
    "fold": "fold",
    "simulate": "simulate",
    "start": "start",
}
"""Names, and the file that measures each."""
NEED_WRK = {"scan", "rescan", "scan_loaded"}
WORSE = 0.8
"""Below this share of the accepted ratio a figure is said to have regressed."""


def measure(name: str, **size: object) -> dict[str, object] | list[object]:
    """Measure one row, or all; `size` overrides how much work a single row does."""
    from coterie.kit.errors import NotFound

    if name != "all" and name not in ROWS:
        raise NotFound(f"there is no measurement {name}; there are {', '.join(ROWS)} and all")
    wanted = list(ROWS) if name == "all" else [name]
    found: list[dict[str, object]] = []
    for row in wanted:
        say(f"measuring {row} ...")
        try:
            rows = run(row, size)
        except RuntimeError as error:
            if name != "all":
                raise NotFound(str(error)) from error
            say(f"{row}: {error}")
            continue
        found += rows
        for figure in rows:
            say(line(figure))
        if not size:
            keep(rows)
    compare(found)
    return found[0] if len(found) == 1 and name != "all" else list(found)


def run(row: str, size: dict[str, object]) -> list[dict[str, object]]:
    """Run the program of a row and read what it says. Raises RuntimeError when it says nothing."""
    import shutil

    if row in NEED_WRK and shutil.which("wrk") is None:
        raise RuntimeError("this measurement needs wrk (Debian: apt-get install wrk)")
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("COTERIE_", "DJANGO_"))}
    command = [sys.executable, "-m", f"bench.{ROWS[row]}", row, *([json.dumps(size)] if size else [])]
    with contextlib.ExitStack() as ended:
        if row == "join_postgres":
            environment["COTERIE_DATABASE_URL"] = ended.enter_context(postgres())
        done = subprocess.run(command, cwd=HERE.parent, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError((done.stderr.strip().splitlines() or ["it said nothing"])[-1])
    said = json.loads(done.stdout)
    return said if isinstance(said, list) else [said]


@contextlib.contextmanager
def postgres():
    """Yield the address of a throw-away PostgreSQL. Raises RuntimeError where there is none."""
    sys.path.insert(0, str(HERE.parent))
    from tests.postgres import cluster

    with cluster() as address:
        yield address


def line(figure: dict[str, object]) -> str:
    """Return a row of the table."""
    more = "".join(
        f"  {key} {figure[key]}" for key in ("p99_ms", "lost", "exponent", "peak_mb", "resident_mb") if key in figure
    )
    return (
        f"{figure['name']:<14} floor {figure['floor']:>10}  ours {figure['ours']:>9}  {figure['unit']:<11}"
        f" ratio {figure['ratio']:<7} spread {figure['spread']}  load {figure['load']}{more}"
    )


def keep(rows: list[dict[str, object]]) -> None:
    """Write the newest figures beside those of other rows."""
    kept = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    kept |= {str(figure["name"]): figure for figure in rows}
    RESULTS.write_text(json.dumps(kept, indent=1) + "\n")


def compare(rows: list[dict[str, object]]) -> None:
    """Say what is worse than the figures that were accepted last."""
    accepted = json.loads(ACCEPTED.read_text()) if ACCEPTED.exists() else {}
    for figure in rows:
        before = accepted.get(str(figure["name"]), {}).get("ratio")
        if before and float(str(figure["ratio"])) < WORSE * before:
            say(f"regressed: {figure['name']} has ratio {figure['ratio']}, accepted was {before}")


def say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)
