"""`coterie review`."""

from datetime import datetime

import click

from coterie.cli.answer import Answer, answering
from coterie.cli.found import community_called, group_called
from coterie.kit.clock import now
from coterie.members.queries.members import names_of
from coterie.review.queries.report import as_json, review_of

DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command()
@click.argument("slug")
@click.option("--from", "since", type=DAY, help="First day; default the beginning.")
@click.option("--to", "until", type=DAY, help="Last day; default today.")
@click.option("--group", "name", help="Only this group (name or key).")
@answering
def review(slug: str, since: datetime | None, until: datetime | None, name: str | None) -> Answer:
    """Review the community SLUG: who came, who stayed, what it earned, where it is weakest."""
    row = community_called(slug)
    group = group_called(row.pk, name).pk if name else None
    report = review_of(row.pk, zone=row.timezone, since=since, until=until, group=group, now=now())
    return as_json(report, names_of(row.pk, [leader.member for leader in report.leaders]))
