"""`coterie code`."""

from pathlib import Path
from typing import Any

import click
from django.conf import settings

from coterie.cli.answer import Answer, answering
from coterie.cli.found import OWNER, community_called
from coterie.joining.domain.code import create_code
from coterie.joining.domain.code_batch import Plan, create_codes, plan_codes
from coterie.joining.enums import Strategy
from coterie.joining.queries.explanation import explain
from coterie.kit.clock import now
from coterie.kit.errors import Invalid
from coterie.reach.domain.code_table import read_code_table
from coterie.reach.formats.source import Source


@click.group()
def code() -> None:
    """Live codes."""


@code.command("create")
@click.option("--community", "slug", required=True, help="Address of the community.")
@click.option("--title", default="Live code", help="How operators call it.")
@click.option(
    "--slots", type=click.IntRange(0, 1000), default=1, help="How many groups it leads to; 0: seats lie elsewhere."
)
@click.option("--capacity", type=click.IntRange(1, 100_000), default=200, help="Seats of each slot.")
@click.option(
    "--strategy",
    type=click.Choice(Strategy.values),
    default="fill_in_order",
    help="Which slot the next visitor gets.",
)
@click.option("--group", "groups", multiple=True, help="Name or key of a group; default: new groups are made.")
@click.option("--grow", default="", help="Open groups of this name when none has room, {n} being their number.")
@answering
def create(
    *, slug: str, title: str, slots: int, capacity: int, strategy: str, groups: tuple[str, ...], grow: str
) -> Answer:
    """Print a new live code with N slots of C seats."""
    row = community_called(slug)
    made = create_code(
        community=row.pk,
        title=title,
        strategy=strategy,
        slots=slots,
        capacity=capacity,
        groups=groups,
        new_group_name=grow,
        new_group_capacity=capacity,
        actor=OWNER,
        now=now(),
    )
    return {"slug": made.slug, "url": f"{settings.BASE_URL}/g/{made.slug}"}


@code.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--community", "slug", required=True, help="Address of the community.")
@click.option("--check", is_flag=True, help="Say what is wrong, and make nothing.")
@answering
def make_many(*, file: Path, slug: str, check: bool) -> Answer:
    """Print a live code for each row of FILE, all or none: a table with a column called title."""
    row = community_called(slug)
    table = read_code_table(Source.of(file))
    facts: dict[str, Any] = {"community": row.pk, "codes": table.codes, "actor": OWNER, "now": now()}
    if wrong := table.judged(plan_codes(**facts) if table.codes else Plan()):
        raise Invalid("\n".join(f"line {one.line}: {one.field} {one.why}" for one in wrong))
    made = [] if check else create_codes(**facts)
    codes = [{"title": one.title, "slug": one.slug, "url": f"{settings.BASE_URL}/g/{one.slug}"} for one in made]
    return {"rows": len(table.codes), "codes": codes}


@code.command("explain")
@click.argument("slug")
@click.argument("visitor", type=int)
@answering
def explanation(slug: str, visitor: int) -> Answer:
    """Say which slot VISITOR got at the code SLUG, and why."""
    return {"explanation": explain(slug, visitor, now=now())}
