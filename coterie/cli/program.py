"""The program `coterie`: the table of contents of its commands."""

import click

from coterie import __version__
from coterie.cli.bench import bench
from coterie.cli.code import code
from coterie.cli.community import community, createowner
from coterie.cli.demo.command import demo
from coterie.cli.history import history
from coterie.cli.machinery import check, events, jobs
from coterie.cli.poster import poster
from coterie.cli.review import review
from coterie.cli.serve import serve, worker
from coterie.cli.simulate import simulate
from coterie.cli.value import value


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(__version__)
def program() -> None:
    """Coterie, the operating system for community marketing."""


for command in (
    serve, worker, check, demo, createowner, community, history, review, value, simulate, code, poster, jobs, events,
    bench,
):  # fmt: skip
    program.add_command(command)
