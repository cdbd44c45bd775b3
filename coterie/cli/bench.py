"""`coterie bench`: the measurements of bench/, from a checkout of the source."""

import importlib
import sys
from pathlib import Path

import click

from coterie.cli.answer import Answer, answering
from coterie.kit.errors import NotFound

CHECKOUT = Path(__file__).resolve().parents[2]


@click.command()
@click.argument("name")
@answering
def bench(name: str) -> Answer:
    """Measure NAME, or all; every figure is a ratio to a floor program in the same run."""
    if not (CHECKOUT / "bench" / "run.py").exists():
        raise NotFound("the measurements live in bench/ of a source checkout")
    sys.path.insert(0, str(CHECKOUT))
    return importlib.import_module("bench.run").measure(name)  # type: ignore[no-any-return]  # bench/ is no package of ours
