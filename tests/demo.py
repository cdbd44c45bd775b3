"""The demo for tests: played once in a run, whoever asks first, and copied for each who asks."""

import fcntl
import os
import shutil
import tempfile
from pathlib import Path
from uuid import uuid4

from tests.install import Install, new_install

RUN = os.environ.setdefault("TEST_RUN", uuid4().hex)
"""The name of this run; its workers inherit it."""
ENTER = """
import json
from coterie.cli.demo.command import demo_link
print(json.dumps(demo_link()))
"""


def shared_folder() -> Path:
    """Return the folder of this run's demo: all its workers know the same."""
    return Path(tempfile.gettempdir()) / f"coterie-demo-{RUN}"


def demo_in(folder: Path) -> tuple[Install, str]:
    """Return an install with the demo in a folder that is not there yet, and the link that enters it."""
    shared = shared_folder()
    with shared.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not shared.exists():
            playing = shared.with_suffix(".playing")
            shutil.rmtree(playing, ignore_errors=True)
            new_install(playing).run("demo")
            playing.rename(shared)
    shutil.copytree(shared, folder)
    install = new_install(folder)
    return install, str(install.python(ENTER))


def forget_demo() -> None:
    """Delete this run's demo."""
    shutil.rmtree(shared_folder(), ignore_errors=True)
    shared_folder().with_suffix(".lock").unlink(missing_ok=True)
