"""What all commands share: the options, the way they answer, and their exit codes."""

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import asdict, is_dataclass
from functools import wraps
from typing import Any

import click

from coterie.cli.database import up_to_date
from coterie.kit.errors import DomainError

Answer = Mapping[str, object] | list[object] | str | None


def answering(command: Callable[..., Answer]) -> Callable[..., None]:
    """Give a command `--data` and `--json`, print what it returns, and exit 1 when it is refused."""
    return spoken(command, before=up_to_date)


def answering_of_file(command: Callable[..., Answer]) -> Callable[..., None]:
    """Do the same for a command that looks at a file alone: it needs no database, and makes none."""
    return spoken(command, before=lambda: None)


def spoken(command: Callable[..., Answer], *, before: Callable[[], None]) -> Callable[..., None]:
    """Return a command with its options, its answer and its exit codes; `before` is done first."""

    @click.option("--data", metavar="DIR", expose_value=False, help="Folder of this install (COTERIE_DATA).")
    @click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
    @wraps(command)
    def run(*, as_json: bool, **words: Any) -> None:
        try:
            before()
            answer = command(**words)
        except DomainError as error:
            click.echo(f"coterie: {error}", err=True)
            sys.exit(1)
        if answer is not None:
            click.echo(in_json(answer) if as_json or not isinstance(answer, str) else answer)

    return run


def in_json(answer: object) -> str:
    """Return the answer as JSON, its text as it is."""
    return json.dumps(answer, ensure_ascii=False, indent=2, default=plain)


def plain(value: object) -> object:
    """Return read models as objects and everything else as text."""
    return asdict(value) if is_dataclass(value) and not isinstance(value, type) else str(value)
