"""What is dear to make and the same for all: made once in a run, whoever asks first, and copied for each who asks."""

import fcntl
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

RUN = os.environ.setdefault("TEST_RUN", uuid4().hex)
"""The name of this run; its workers inherit it."""


def shared_folder() -> Path:
    """Return where this run keeps what its workers share."""
    return Path(tempfile.gettempdir()) / f"coterie-shared-{RUN}"


def copy_of(name: str, make: Callable[[Path], object], folder: Path) -> None:
    """Copy what is made once into a folder that is not there yet."""
    shared_folder().mkdir(exist_ok=True)
    made = shared_folder() / name
    with (shared_folder() / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            making = shared_folder() / f"{name}.making"
            shutil.rmtree(making, ignore_errors=True)
            make(making)
            making.rename(made)
    shutil.copytree(made, folder)


def forget_all() -> None:
    """Delete what this run shared."""
    shutil.rmtree(shared_folder(), ignore_errors=True)
