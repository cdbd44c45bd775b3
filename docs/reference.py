"""Writes the reference parts of the documentation from the code: `make docs`.

Each page keeps its own introduction; what stands between the two marks belongs to this program.
"""

import importlib
import inspect
import json
import os
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import click

DOCS = Path(__file__).resolve().parent
BEGIN, END = "<!-- from the code: `make docs` -->\n", "<!-- end -->\n"


def commands() -> str:
    """Every command of the terminal, its arguments and its options."""
    from coterie.cli.program import program

    return "\n".join(part for name, command in walk(program, "coterie") for part in described(name, command))


def walk(command: click.Command, name: str) -> Iterator[tuple[str, click.Command]]:
    """Yield every command below a group, with the words that call it, in the order of the alphabet."""
    if isinstance(command, click.Group):
        for word in sorted(command.commands):
            yield from walk(command.commands[word], f"{name} {word}")
    else:
        yield name, command


def described(name: str, command: click.Command) -> Iterator[str]:
    """Yield the lines that document one command."""
    arguments = [each for each in command.params if isinstance(each, click.Argument)]
    options = [each for each in command.params if isinstance(each, click.Option)]
    words = [f"[{each.human_readable_name}]" if not each.required else each.human_readable_name for each in arguments]
    yield f"## `{' '.join([name, *words])}`\n"
    yield f"{inspect.cleandoc(command.help or '')}\n"
    rows = [(f"`{' '.join(each.opts)}`", kind(each), each.help or "", default(each)) for each in options]
    yield table(("option", "takes", "meaning", "otherwise"), rows)


def kind(option: click.Option) -> str:
    """Say what an option takes."""
    if option.is_flag:
        return "nothing"
    if isinstance(option.type, click.Choice):
        return " or ".join(f"`{choice}`" for choice in option.type.choices)
    if isinstance(option.type, click.IntRange):
        return f"number {option.type.min or 0} to {option.type.max}" if option.type.max else "number"
    return option.metavar or option.type.name


def default(option: click.Option) -> str:
    """Say what holds when an option is not given."""
    if option.required:
        return "required"
    value = option.to_info_dict().get("default")
    return "" if option.is_flag or not isinstance(value, str | int | float) or value == "" else f"`{value}`"


def settings() -> str:
    """Every setting that an install takes from its environment."""
    from coterie.kit.environment import KNOWN

    return table(("setting", "meaning"), [(f"`{name}`", meaning) for name, meaning in KNOWN.items()])


def events() -> str:
    """Every kind of event, by the context that tells it."""
    from coterie.platform.events.event import KINDS

    for leaf in sorted((DOCS.parent / "coterie").glob("*/events.py")):
        importlib.import_module(f"coterie.{leaf.parent.name}.events")
    rows = [(owner(event), f"`{name}`", inspect.getdoc(event) or "") for name, event in KINDS.items()]
    ours = sorted(row for row in rows if row[0] != "tests")
    return table(("told by", "kind", "meaning"), ours)


def owner(event: type) -> str:
    """Return the context that declares an event."""
    package, _, rest = event.__module__.partition(".")
    return rest.partition(".")[0] if package == "coterie" else "tests"


def permissions() -> str:
    """Every permission and the roles that carry it."""
    from coterie.communities.enums import Permission, Role
    from coterie.communities.rules import role_may

    rows = [
        (f"`{right.value}`", str(right.label), *("yes" if role_may(role, right) else "" for role in Role))
        for right in Permission
    ]
    return table(("permission", "meaning", *(role.value for role in Role)), rows)


def api() -> str:
    """Every operation of the API with its scopes, and every code of its errors."""
    from coterie.api.program import api as served

    root = len(served.get_root_path({})) - 1
    rows = [
        (
            f"`{method.upper()}` `{path[root:]}`",
            operation["summary"],
            ", ".join(f"`{one}`" for one in operation["x-scopes"]),
        )
        for path, operations in served.get_openapi_schema()["paths"].items()
        for method, operation in operations.items()
    ]
    meanings = {(f"`{code}`", str(status)): why for code, status, why in refusals()}
    codes = table(("code", "status", "meaning"), sorted((*known, why) for known, why in meanings.items()))
    return f"{table(('operation', 'what it does', 'scopes'), rows)}\n## Codes of errors\n\n{codes}"


def refusals() -> Iterator[tuple[str, int, str]]:
    """Yield code, status and meaning of every refusal: those of verbs, and those of no verb."""
    from django.utils import translation

    from coterie.api.problem import SAID
    from coterie.kit.errors import DomainError

    with translation.override("en"):
        yield from ((code, status, str(title)) for status, (code, title) in SAID.items())
    for error in descendants(DomainError):
        if error.__module__.startswith("coterie.") and "code" in vars(error):
            yield error.code, error.status, (inspect.getdoc(error) or "").partition("\n")[0]


def descendants(error: type) -> Iterator[type]:
    """Yield all kinds of an error."""
    for kind_of_it in error.__subclasses__():
        yield kind_of_it
        yield from descendants(kind_of_it)


def table(head: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    """Return a Markdown table."""
    lines = [head, ("---",) * len(head), *rows]
    cells = [[" ".join(cell.replace("|", "\\|").split()) for cell in line] for line in lines]
    return "".join(f"| {' | '.join(line)} |\n" for line in cells)


PAGES: dict[str, Callable[[], str]] = {
    "handbook/commands.md": commands,
    "handbook/settings.md": settings,
    "handbook/events.md": events,
    "handbook/permissions.md": permissions,
    "handbook/api.md": api,
}


def page(name: str) -> str:
    """Return what the page should be: its own words around what the code says."""
    before, _, rest = (DOCS / name).read_text(encoding="utf-8").partition(BEGIN)
    return before + BEGIN + "\n" + PAGES[name]() + "\n" + END + rest.partition(END)[2]


def openapi() -> str:
    """Return the schema of the API as it is served."""
    from coterie.api.program import api

    return json.dumps(api.get_openapi_schema(), indent=1, ensure_ascii=False, default=str) + "\n"


def write() -> None:
    """Bring every page and the schema up to date."""
    for name in PAGES:
        (DOCS / name).write_text(page(name), encoding="utf-8")
    (DOCS / "openapi.json").write_text(openapi(), encoding="utf-8")


def main() -> None:
    """Start Django on an empty folder and write."""
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {"COTERIE_DATA": folder, "DJANGO_SETTINGS_MODULE": "coterie.settings"}
        import django

        django.setup()
        write()


if __name__ == "__main__":
    main()
