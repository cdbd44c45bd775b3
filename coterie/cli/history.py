"""`coterie import`."""

from pathlib import Path

import click

from coterie.cli.answer import Answer, answering
from coterie.cli.found import OWNER, community_called, group_called
from coterie.kit.clock import now
from coterie.kit.sweep import sweep_less
from coterie.reach.domain.import_file import KINDS, import_file


@click.command("import")
@click.argument("kind", type=click.Choice([*KINDS, "auto"]))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--community", "slug", required=True, help="Address of the community.")
@click.option("--group", "name", help="Group for a chat log (name or key); default: one named after the file.")
@click.option("--timezone", default="", help="Zone of the times in the file; default the community's.")
@answering
def history(kind: str, file: Path, slug: str, name: str | None, timezone: str) -> Answer:
    """Take the history in FILE over; taking it twice adds nothing."""
    row = community_called(slug)
    group = group_called(row.pk, name).pk if name else None
    sweep_less()
    report = import_file(
        kind=kind,
        path=file,
        community=row.pk,
        group=group,
        timezone=timezone or row.timezone,
        actor=OWNER,
        now=now(),
        progress=told,
    )
    return report.as_json()


def told(done: int) -> None:
    """Show on the error stream how far the import is."""
    click.echo(f"\r{done:,} lines", nl=False, err=True)
