"""How long things may be, and how to measure them (STYLE.md, "Small")."""

import ast
import re
import statistics
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.house.plan import ROOT, parsed, place, sources

Function = ast.FunctionDef | ast.AsyncFunctionDef

FUNCTION, VIEW, VERB, FILE, TEST_FILE, TEMPLATE, SCRIPT, STYLE = 40, 15, 25, 300, 500, 80, 80, 150
FUNCTION_MEDIAN, FUNCTION_P90, FILE_MEDIAN = 8, 25, 80

ALLOWED = ROOT / "tests" / "house" / "allowed_budgets.txt"


@dataclass(frozen=True)
class Excess:
    """One thing over its budget; `name` is what the list of allowed ones calls it."""

    name: str
    line: int
    length: int
    budget: int

    def __str__(self) -> str:
        where = self.name.replace("::", f":{self.line} ")
        return f"{where} has {self.length} lines, at most {self.budget}"


def functions(path: Path) -> Iterator[Function]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(node: Function) -> int:
    """Return the lines of a function from `def` to its end, its docstring and signature included."""
    return (node.end_lineno or node.lineno) - node.lineno + 1


def beats(node: Function) -> int:
    """Return the lines of a verb's five beats: what follows its signature and docstring.

    Its keyword arguments stand one a line, and the more of them it names the clearer it is.
    """
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return (node.end_lineno or node.lineno) - body[0].lineno + 1 if body else 0


def is_verb(node: Function, path: Path) -> bool:
    return "domain" in path.parts and any("atomic" in ast.unparse(decorator) for decorator in node.decorator_list)


def is_page(node: Function, path: Path) -> bool:
    return path.parts[path.parts.index("coterie") + 1] in {"web", "api"} and is_view(node)


def is_view(node: Function) -> bool:
    """Say whether a function answers a request: it takes one and says what the answer is, or a router calls it."""
    routed = any(re.match(r"\w+\.(get|post|put|patch|delete)\(", ast.unparse(each)) for each in node.decorator_list)
    first = node.args.args[0] if node.args.args else None
    answers = node.returns is not None and "Response" in ast.unparse(node.returns)
    return routed or (first is not None and first.arg == "request" and answers and not node.name.startswith("_"))


def long_functions(root: Path) -> Iterator[Excess]:
    for path in sources(root):
        for node in functions(path):
            name = f"{place(path, root)}::{node.name}"
            if length(node) > (most := VIEW if is_page(node, path.relative_to(root)) else FUNCTION):
                yield Excess(name, node.lineno, length(node), most)
            elif is_verb(node, path) and beats(node) > VERB:
                yield Excess(name, node.lineno, beats(node), VERB)


def long_files(root: Path) -> Iterator[Excess]:
    for pattern, most in FILES.items():
        for path in sorted(root.glob(pattern)):
            if not {"node_modules", "migrations", "build"} & set(path.relative_to(root).parts):
                lines = len(path.read_text(encoding="utf-8").splitlines())
                if lines > most:
                    yield Excess(place(path, root), 1, lines, most)


FILES = {
    "coterie/**/*.py": FILE,
    "bench/**/*.py": FILE,
    "tests/**/*.py": TEST_FILE,
    "coterie/**/*.html": TEMPLATE,
    "coterie/**/*.txt": TEMPLATE,
    "frontend/js/**/*.js": SCRIPT,
    "frontend/css/**/*.css": STYLE,
}


def excesses(root: Path) -> list[Excess]:
    return [*long_functions(root), *long_files(root)]


def figures(root: Path) -> dict[str, float]:
    """Return the middle and the tail of the whole house."""
    lengths = [length(node) for path in sources(root) for node in functions(path)]
    files = [len(path.read_text(encoding="utf-8").splitlines()) for path in sources(root)]
    files = [lines for lines in files if lines]
    return {
        "function_median": statistics.median(lengths),
        "function_p90": statistics.quantiles(lengths, n=10)[-1],
        "file_median": statistics.median(files),
    }
