"""`coterie code`."""

import click
from django.conf import settings

from coterie.cli.answer import Answer, answering
from coterie.cli.found import OWNER, community_called
from coterie.joining.domain.code import create_code
from coterie.joining.enums import Strategy
from coterie.joining.queries.explanation import explain
from coterie.kit.clock import now


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


@code.command("explain")
@click.argument("slug")
@click.argument("visitor", type=int)
@answering
def explanation(slug: str, visitor: int) -> Answer:
    """Say which slot VISITOR got at the code SLUG, and why."""
    return {"explanation": explain(slug, visitor, now=now())}
