"""The demo for tests: played once in a run and copied."""

from pathlib import Path

from tests.install import Install, new_install, on_folder
from tests.once import copy_of

ENTER = """
import json
from coterie.cli.demo.command import demo_link
print(json.dumps(demo_link()))
"""


def demo_in(folder: Path) -> tuple[Install, str]:
    """Return an install with the demo in a folder that is not there yet, and the link that enters it."""
    copy_of("demo", lambda played: new_install(played).run("demo"), folder)
    install = on_folder(folder)
    return install, str(install.python(ENTER))
