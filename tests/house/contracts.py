"""Reading and running `.importlinter`."""

import configparser
import subprocess
import sys
from pathlib import Path

from tests.house.plan import ROOT

FILE = ROOT / ".importlinter"
PREFIX = "importlinter:contract:"


def read() -> configparser.ConfigParser:
    parser = configparser.ConfigParser()
    parser.read(FILE, encoding="utf-8")
    return parser


def listed(contract: str, option: str) -> list[str]:
    """Return the lines of one option of a contract."""
    return read()[PREFIX + contract][option].split("\n")[1:]


def layers(contract: str) -> list[str]:
    """Return every module of a contract's layers, without the marks for beside and optional."""
    words = " ".join(listed(contract, "layers")).replace("|", " ").replace(":", " ").split()
    return [word for word in words if not word.startswith("(")]


def said(root: Path) -> str:
    """Run the contracts over the tree at `root`, in a process that knows no other tree; return what was said."""
    program = "import sys; sys.path.insert(0, '.'); from importlinter.cli import lint_imports_command; "
    command = [
        sys.executable,
        "-c",
        f"{program}lint_imports_command()",
        "--config",
        str(FILE),
        "--no-cache",
        "--no-logo",
    ]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False).stdout
