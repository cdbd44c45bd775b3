"""The laws that an import linter cannot see: rooms by name, HTTP upstairs, no hidden effects."""

import ast
import copy
from collections.abc import Iterator
from pathlib import Path

from tests.house.plan import FACES, contexts, imports, parsed, place, sources

ROOMS = {
    "README.md", "__init__.py", "apps.py", "admin.py", "tasks.py", "receivers.py", "domain", "queries", "rules.py",
    "models", "enums.py", "errors.py", "events.py", "migrations",
}  # fmt: skip
MORE_ROOMS = {
    "growth": {"packs", "rules"}, "joining": {"designs"}, "market": {"designs", "events", "providers"}, "partners": {"designs", "providers"},
    "reach": {"formats"},
    "review": {"rules"},
}  # fmt: skip
"""Rooms that one alone has: joining lays posters out in designs, the market its receipts and partners their statements,
which know no table; reach reads other people's formats; the market and partners ask providers; the rules of the review
and of growth are formulas, a folder full; the packs of growth are what laws ask, as data."""

KINDS_NOT_THINGS = {
    "base", "common", "constants", "core", "data", "handlers", "helper", "helpers", "info", "lib", "manager",
    "managers", "misc", "mixins", "processors", "service", "services", "shared", "signals", "stuff", "tools", "util",
    "utils",
}  # fmt: skip
"""Names of kinds. `base.py` is forced on database engines by Django and allowed there alone."""
FORCED_NAMES = ("coterie/kit/db/sqlite/base.py",)

HTTP_WORDS = ("django.http", "django.shortcuts", "django.views", "django.urls", "ninja", "starlette", "uvicorn")
VIEW_WORDS = ("django.shortcuts", "django.views", "ninja")
ENGINES = ("ibis", "duckdb")
TEXTS = {"name", "text", "body", "title", "email", "mail", "address", "phone", "note", "answer", "slogan", "filename"}
"""What people write or are called: it stays in the tables of its owner."""
NOBODY_YET = {"accounts"}
"""Contexts whose verbs make the account that an actor would need."""
CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("date", "today"), ("timezone", "now"), ("clock", "now")}


def strangers(root: Path) -> Iterator[str]:
    """Yield what stands in a context without being one of its rooms."""
    for context in [*contexts(root), root / "coterie" / "review"]:
        for entry in sorted(context.iterdir()):
            if entry.name not in ROOMS | MORE_ROOMS.get(context.name, set()) | {"__pycache__"}:
                yield f"{place(entry, root)} is no room of a context"


def kinds(root: Path) -> Iterator[str]:
    """Yield files and folders named after a kind and not after a thing."""
    for path in sources(root):
        where = place(path, root)
        named = {path.stem, *path.relative_to(root).parts[:-1]}
        if named & KINDS_NOT_THINGS and where not in FORCED_NAMES:
            yield f"{where} is named after a kind, not after a thing"


def http_downstairs(root: Path) -> Iterator[str]:
    """Yield imports of HTTP below floor 3, and of Django's views in the edge (law 4)."""
    for path in sources(root):
        floor = path.relative_to(root / "coterie").parts[0]
        if floor.endswith(".py") or floor in {"web", "api"}:
            continue
        words = VIEW_WORDS if floor == "edge" else HTTP_WORDS
        allowed = ("uvicorn",) if floor == "cli" else ()
        for line, name in imports(parsed(path)):
            if belongs(name, words) and not belongs(name, allowed):
                yield f"{place(path, root, line)} imports {name}: HTTP lives upstairs"


def belongs(name: str, words: tuple[str, ...]) -> bool:
    return any(name == word or name.startswith(f"{word}.") for word in words)


def hidden_effects(root: Path) -> Iterator[str]:
    """Yield signals, overridden `save` and `delete`, and models fetched by name (laws 2 and 5)."""
    for path in sources(root):
        tree = parsed(path)
        for line, name in imports(tree):
            if "signals" in name.split(".") or name.startswith("django.dispatch"):
                yield f"{place(path, root, line)} imports {name}: publish an event instead of a signal"
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and "models" in path.parts:
                for method in overridden(node):
                    yield f"{place(path, root, method.lineno)} overrides {method.name}(): make it a verb"
            if isinstance(node, ast.Attribute) and node.attr == "get_model" and "platform" not in path.parts:
                yield f"{place(path, root, node.lineno)} fetches a model by name: use its owner's queries"


def overridden(model: ast.ClassDef) -> Iterator[ast.FunctionDef]:
    for node in model.body:
        if isinstance(node, ast.FunctionDef) and node.name in {"save", "delete", "full_clean"}:
            yield node


def touched_models(root: Path) -> Iterator[str]:
    """Yield faces that do more with a context's model than name it in an annotation (law 2)."""
    for face in FACES:
        for path in sources(root, f"coterie/{face}"):
            tree = parsed(path)
            for line, name in imports(tree):
                if name.startswith("coterie.") and name.endswith(".models"):
                    yield f"{place(path, root, line)} imports {name}: name one row, in an annotation"
            names = foreign_rows(tree)
            for node in ast.walk(without_annotations(tree)):
                if isinstance(node, ast.Name) and node.id in names:
                    yield f"{place(path, root, node.lineno)} touches {node.id}: use its owner's queries and verbs"


def foreign_rows(tree: ast.Module) -> set[str]:
    """Return the names of model classes that a module imports."""
    froms = [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    return {
        each.asname or each.name
        for node in froms
        if node.module and belongs(node.module, ("coterie",)) and "models" in node.module.split(".")
        for each in node.names
    }


def without_annotations(tree: ast.Module) -> ast.Module:
    """Return a copy of a tree without what only names types: annotations, brackets (`list[Group]`), isinstance."""
    bare = copy.deepcopy(tree)
    for node in ast.walk(bare):
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                node.returns = None
            case ast.arg():
                node.annotation = None
            case ast.AnnAssign():
                node.annotation = ast.Constant(None)
            case ast.Subscript():
                node.slice = ast.Constant(None)
            case ast.Call(func=ast.Name(id="isinstance")):
                node.args = node.args[:1]
    return bare


def ambient_time(root: Path) -> Iterator[str]:
    """Yield places below the shells that ask for the time instead of being told."""
    for context in [*contexts(root), root / "coterie" / "review"]:
        for path in sources(root, place(context, root)):
            if path.name in {"tasks.py", "receivers.py", "admin.py", "apps.py"}:
                continue
            for node in ast.walk(parsed(path)):
                if isinstance(node, ast.Call) and called(node) in CLOCKS:
                    yield f"{place(path, root, node.lineno)} asks for the time: take `now` as an argument"


def called(node: ast.Call) -> tuple[str, str] | None:
    match node.func:
        case (
            ast.Attribute(value=ast.Name(id=owner), attr=name)
            | ast.Attribute(value=ast.Attribute(attr=owner), attr=name)
        ):
            return owner, name
    return None


def mute_verbs(root: Path) -> Iterator[str]:
    """Yield public functions of `domain` whose arguments may be given by position, or that lack actor or now."""
    for context in contexts(root):
        for path in sources(root, place(context / "domain", root)):
            for node in parsed(path).body:
                if isinstance(node, ast.FunctionDef) and is_verb(node):
                    given = {argument.arg for argument in node.args.kwonlyargs}
                    wanted = {"now"} if context.name in NOBODY_YET else {"actor", "now"}
                    if node.args.args or node.args.posonlyargs or not wanted <= given:
                        yield f"{place(path, root, node.lineno)} {node.name}: a verb takes keywords, `actor` and `now`"


def is_verb(node: ast.FunctionDef) -> bool:
    """Say whether a function is a verb: it runs in a transaction of its own."""
    return any("atomic" in ast.unparse(decorator) for decorator in node.decorator_list)


def engines(root: Path) -> Iterator[str]:
    """Yield imports of the analytics engine outside the review (decision 9)."""
    for path in sources(root):
        if path.relative_to(root).parts[1] != "review":
            for line, name in imports(parsed(path)):
                if belongs(name, ENGINES):
                    yield f"{place(path, root, line)} imports {name}: questions over the lake live in the review"


def words_in_events(root: Path) -> Iterator[str]:
    """Yield events that would carry what a person is called or wrote (decision 7)."""
    for path in sources(root):
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.keyword) and node.arg == "data" and isinstance(node.value, ast.Dict):
                for key in node.value.keys:
                    if isinstance(key, ast.Constant) and key.value in TEXTS and "domain" in path.parts:
                        yield f"{place(path, root, key.lineno)} puts {key.value!r} into an event: events carry ids"


def readmes(root: Path) -> Iterator[str]:
    """Yield contexts whose README lacks a heading or is too long to be read at a glance."""
    for context in [*contexts(root), root / "coterie" / "review"]:
        readme = context / "README.md"
        lines = readme.read_text(encoding="utf-8").splitlines() if readme.exists() else []
        if len(lines) > 40:
            yield f"{place(readme, root)} has {len(lines)} lines, at most 40"
        headings = [line.lstrip("# ") for line in lines if line.startswith("## ")]
        if headings != ["Words", "Promises", "Imports", "Tells", "Listens"]:
            yield f"{place(readme, root)} must have the headings Words, Promises, Imports, Tells, Listens: {headings}"


LAWS = (
    touched_models,
    engines,
    words_in_events,
    strangers,
    kinds,
    http_downstairs,
    hidden_effects,
    ambient_time,
    mute_verbs,
    readmes,
)
