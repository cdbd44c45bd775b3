"""A start loads what it needs: what takes long and few ask for is loaded by who asks."""

import os
import subprocess
import sys
from pathlib import Path

LOADS = """
import sys
import coterie.asgi
import coterie.urls
import coterie.cli.program
print(*[name for name in {late!r} if name in sys.modules])
"""
LATE = ("scipy.special", "scipy.optimize", "numpy.testing", "coterie.cli.demo.play")


def test_a_start_loads_nothing_that_few_ask_for(tmp_path: Path) -> None:
    environment = {**os.environ, "COTERIE_DATA": str(tmp_path), "DJANGO_SETTINGS_MODULE": "coterie.settings"}
    program = [sys.executable, "-c", LOADS.format(late=LATE)]

    done = subprocess.run(program, env=environment, capture_output=True, text=True, timeout=60, check=True)

    assert done.stdout.split() == []
