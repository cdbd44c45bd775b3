"""`coterie community`, `coterie createowner`."""

import json
from pathlib import Path
from typing import Any

import click

from coterie.accounts.domain.owner import ensure_owner
from coterie.cli.answer import Answer, answering
from coterie.cli.first_owner import link_of
from coterie.cli.found import OWNER
from coterie.communities.domain.canvas import answer_canvas
from coterie.communities.domain.community import create_community
from coterie.communities.queries.communities import communities_run_by
from coterie.kit.clock import now
from coterie.kit.errors import Invalid


@click.command()
@click.argument("email")
@click.option("--name", default="", help="How the owner is called.")
@answering
def createowner(email: str, name: str) -> Answer:
    """Make the account EMAIL, and print a link that signs it in once."""
    account = ensure_owner(email=email, name=name, now=now())
    return {"email": account.email, "name": account.name, "enter": link_of(account)}


@click.group()
def community() -> None:
    """Communities of this install."""


@community.command("create")
@click.argument("slug")
@click.option("--name", required=True, help="How people read it.")
@click.option("--owner", default="owner@localhost", help="E-mail of the owner; made when unknown.")
@click.option("--timezone", default="UTC", help="Where its days begin and end.")
@click.option("--currency", default="CNY", help="What its amounts are in.")
@click.option("--canvas", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="JSON with answers.")
@answering
def create(*, slug: str, name: str, owner: str, timezone: str, currency: str, canvas: Path | None) -> Answer:
    """Begin the community SLUG."""
    answers = read_canvas(canvas)
    account = ensure_owner(email=owner, name="", now=now())
    row = create_community(
        slug=slug, name=name, owner=account.pk, timezone=timezone, currency=currency, actor=OWNER, now=now()
    )
    if answers:
        answer_canvas(community=row.pk, answers=answers, actor=OWNER, now=now())
    return {"slug": row.slug, "name": row.name, "state": row.state}


def read_canvas(path: Path | None) -> dict[str, Any]:
    """Return the answers in the file.

    Raises Invalid when it is not a JSON object.
    """
    if path is None:
        return {}
    try:
        answers = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise Invalid(f"{path}: not JSON: {error}") from error
    if not isinstance(answers, dict):
        raise Invalid(f"{path}: the canvas is a JSON object of answers")
    return answers


@community.command("list")
@answering
def listing() -> Answer:
    """List the communities."""
    return [{"slug": row.slug, "name": row.name, "state": row.state} for row in communities_run_by(OWNER)]
