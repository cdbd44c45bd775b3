"""Other processes that work on the database of the running test."""

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

from django.conf import settings
from django.db import connection

ROOT = Path(__file__).parents[2]
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
