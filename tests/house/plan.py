"""The plan of the house as the tests know it: where things stand, and how to walk through them."""

import ast
import functools
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

BELOW = ("kit", "platform")
FACES = ("web", "api", "edge", "cli")
NOT_CONTEXTS = {*BELOW, *FACES, "review", "locale"}

Tree = ast.Module


def contexts(root: Path) -> list[Path]:
    """Return the folders of the contexts: every package of `coterie` that is not another floor."""
    folders = sorted(path for path in (root / "coterie").iterdir() if path.is_dir() and path.name[0] not in "_.")
    return [path for path in folders if path.name not in NOT_CONTEXTS]


def sources(root: Path, under: str = "coterie") -> Iterator[Path]:
    """Yield the Python files that people wrote."""
    for path in sorted((root / under).rglob("*.py")):
        if not {"migrations", "node_modules", "__pycache__"} & set(path.parts):
            yield path


@functools.cache
def parsed(path: Path) -> Tree:
    """Return the syntax tree of a file, which does not change while the tests run."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imports(tree: Tree) -> Iterator[tuple[int, str]]:
    """Yield the line and the full name of everything that a module imports, at any depth."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, f"{node.module}.{name.name}") for name in node.names)


def place(path: Path, root: Path, line: int = 0) -> str:
    """Return `file` or `file:line`, as an editor understands it."""
    where = path.relative_to(root).as_posix()
    return f"{where}:{line}" if line else where
