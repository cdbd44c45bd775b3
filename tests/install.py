"""An install of its own, driven through its doors: the terminal and HTTP."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.once import copy_of
from tests.postgres import free_port

ROOT = Path(__file__).resolve().parents[1]
PATIENCE_S = 60


@dataclass
class Install:
    """A data folder and the program on it."""

    data: Path
    port: int

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("COTERIE_", "DJANGO_"))}
        own = {"COTERIE_DATA": str(self.data), "COTERIE_BASE_URL": self.address}
        return kept | own

    def start(self, *words: str) -> subprocess.Popen[str]:
        command = [sys.executable, "-m", "coterie", *words]
        return subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )

    def run(self, *words: str) -> object:
        """Run a command and return what it answers in JSON."""
        command = self.start(*words, "--json")
        said, wrong = command.communicate(timeout=300)
        assert command.returncode == 0, wrong
        return json.loads(said)

    def python(self, script: str) -> object:
        """Run Python with the install's Django and return the JSON that it prints last."""
        whole = f"import django; django.setup()\n{script}"
        environment = {**self.environment, "DJANGO_SETTINGS_MODULE": "coterie.settings"}
        done = subprocess.run(
            [sys.executable, "-c", whole],
            cwd=ROOT,
            env=environment,
            check=False,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout.splitlines()[-1])

    @contextlib.contextmanager
    def serving(self, *words: str) -> Iterator[subprocess.Popen[str]]:
        """Run the server until the block ends; it must then stop cleanly."""
        server = self.start("serve", "--port", str(self.port), *words)
        try:
            self.wait()
            yield server
        finally:
            server.send_signal(signal.SIGTERM)
            server.communicate(timeout=30)

    def wait(self) -> None:
        """Wait until the server is ready."""
        ends = time.monotonic() + PATIENCE_S
        while time.monotonic() < ends:
            if self.is_up():
                return
            time.sleep(0.1)
        raise AssertionError("the server did not start")

    def is_up(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.address}/up", timeout=2) as answer:
                return answer.status == 200
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return False


def on_folder(folder: Path) -> Install:
    """Return an install on a folder as it is, on a port of its own; on an empty one it starts for the first time."""
    return Install(folder, free_port())


def new_install(folder: Path) -> Install:
    """Return an install that has started before and holds nothing, in a folder that is not there yet."""
    copy_of("start", lambda made: on_folder(made).run("community", "list"), folder)
    return on_folder(folder)
