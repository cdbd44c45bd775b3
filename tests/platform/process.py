"""Other processes that work on the database of the running test."""

import json
import os
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).parents[2]
PATIENCE_S = 60
BEGINNING = """
import json, os, sys
from django.conf import settings
settings.DATABASES["default"].update(json.loads(os.environ["DATABASE_OF_THE_TEST"]))
import django
django.setup()
"""


def start(script: str, *arguments: object) -> "subprocess.Popen[str]":
    """Start Python with `script`, set up on this test's database; its output can be read."""
    named = {name: str(connection.settings_dict[name]) for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")}
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": os.environ.get("DJANGO_SETTINGS_MODULE", settings.SETTINGS_MODULE),
        "DATABASE_OF_THE_TEST": json.dumps(named),
        "COTERIE_DATA": str(settings.DATA),
        "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]),
    }
    return subprocess.Popen(
        [sys.executable, "-c", BEGINNING + textwrap.dedent(script), *map(str, arguments)],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def killed_amid(script: str, *words: str, done: Callable[[], int], more: int) -> bool:
    """Kill a sweep as soon as it has done some more; tell whether it was still at it."""
    before, ends = done(), time.monotonic() + PATIENCE_S
    sweep = start(script, *words)
    assert sweep.stdout
    assert sweep.stdout.readline() == "sweeping\n"
    while done() < before + more and sweep.poll() is None:
        assert time.monotonic() < ends
        time.sleep(0.002)
    sweep.kill()
    sweep.wait()
    said = sweep.stdout.read()
    sweep.stdout.close()
    if sweep.stdin:
        sweep.stdin.close()
    return "done" not in said
