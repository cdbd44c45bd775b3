"""`coterie poster`."""

import sys
import zipfile
from pathlib import Path
from typing import Any

import click

from coterie.cli.answer import Answer, answering
from coterie.cli.found import OWNER, community_called
from coterie.communities.models import Community
from coterie.joining.designs.poster import PRINT, handed_over
from coterie.joining.domain.poster import PosterFacts, checked_facts
from coterie.joining.domain.print_run import run_of
from coterie.joining.enums import PosterDesign, PosterForm, PrintedFor
from coterie.joining.models import LiveCode
from coterie.joining.queries.brand import brand_of
from coterie.joining.queries.codes import codes_visible_to
from coterie.joining.queries.posters import sheet_with
from coterie.joining.queries.print_runs import drawings_of
from coterie.kit.clock import now
from coterie.kit.errors import NotFound
from coterie.kit.sheet.pdf import document
from coterie.kit.sheet.raster import picture
from coterie.platform.files.bundle import safe
from coterie.platform.files.picture import drawn

WORDS = (
    click.option("--community", "slug", required=True, help="Address of the community."),
    click.option("--headline", required=True, help="The words that are read from afar."),
    click.option("--line", default="", help="A line below them."),
    click.option(
        "--design", type=click.Choice(PosterDesign.values), default=PosterDesign.QUIET.value, help="How it looks."
    ),
    click.option("--language", type=click.Choice(["en", "zh-hans"]), default="en", help="In which it calls."),
)


def worded(command: Any) -> Any:  # noqa: ANN401 - click's decorators are untyped
    """Give a command the options of what stands on a poster."""
    for option in reversed(WORDS):
        command = option(command)
    return command


@click.group()
def poster() -> None:
    """Posters around live codes."""


@poster.command("draw")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@worded
@click.option("--code", required=True, help="Slug of the live code.")
@click.option("--name", default="", help="A member or a guest speaker.")
@click.option("--title", default="", help="What the person is.")
@click.option("--portrait", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="A picture.")
@answering
def draw(*, file: Path, slug: str, code: str, portrait: Path | None, **words: Any) -> Answer:
    """Draw one poster into FILE, which ends with .pdf or .png (A4 at 300 dots an inch)."""
    row = community_called(slug)
    facts: PosterFacts = {"code": code, **words}  # type: ignore[typeddict-item]  # options of these names
    checked_facts(row.pk, facts)
    photo = drawn(portrait.read_bytes()).data if portrait else None
    sheet = sheet_with(code_called(row, code), brand=brand_of(row.pk), photo=photo, **words)
    file.write_bytes(document(sheet) if file.suffix == ".pdf" else picture(sheet, width=PRINT))
    return {"file": str(file), "bytes": file.stat().st_size}


def code_called(community: Community, slug: str) -> LiveCode:
    """Return a community's live code.

    Raises NotFound.
    """
    row = codes_visible_to(OWNER, community.pk).filter(slug=slug).first()
    if row is None:
        raise NotFound(f"there is no live code {slug!r} in this community")
    return row


@poster.command("all")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@worded
@click.option("--for", "people", type=click.Choice(PrintedFor.values), default=PrintedFor.MEMBERS.value, help="Whose.")
@click.option("--code", default="", help="Slug of the live code on members' posters.")
@click.option("--form", type=click.Choice(PosterForm.values), default=PosterForm.PNG.value, help="As what.")
@answering
def everybody(*, file: Path, slug: str, **words: str) -> Answer:
    """Draw a poster for each member or each code into the ZIP FILE."""
    row = community_called(slug)
    run = run_of(community=row.pk, **words, now=now())
    unfinished = file.with_suffix(".part")
    with (
        zipfile.ZipFile(unfinished, "w") as pack,
        click.progressbar(length=run.total, label="Drawing", file=sys.stderr) as bar,
    ):
        for drawing in drawings_of(run, most=run.total):
            pack.writestr(safe(drawing.file), handed_over(drawing.sheet, run.form))
            bar.update(1)
    unfinished.replace(file)
    return {"file": str(file), "posters": run.total}
