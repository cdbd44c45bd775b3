"""`coterie demo`."""

import sys
from datetime import timedelta

import click
from django.conf import settings

from coterie.accounts.domain.one_time_link import make_one_time_link
from coterie.cli.answer import Answer, answering
from coterie.cli.demo.stage import SLUG
from coterie.cli.found import OWNER
from coterie.communities.models import Community
from coterie.communities.queries.communities import communities_run_by, staff_of
from coterie.kit.clock import now
from coterie.kit.errors import Conflict

LIFETIME = timedelta(hours=12)
DEFAULT_SEED = 7


@click.command()
@click.option("--seed", type=int, default=DEFAULT_SEED, help="Another seed tells the story with other dice.")
@answering
def demo(seed: int) -> Answer:
    """Fill this install with the demo: 90 days of a copywriting school."""
    if demo_community() is not None:
        raise Conflict("the demo is here already; give another folder with --data")
    tell(seed)
    return {"community": SLUG, "enter": demo_link()}


def demo_community() -> Community | None:
    """Return the demo's community."""
    return communities_run_by(OWNER).filter(slug=SLUG).first()


def demo_link() -> str:
    """Return a link that signs in as the demo's owner once, telling the story first in an empty install."""
    if demo_community() is None and not communities_run_by(OWNER).exists():
        tell(DEFAULT_SEED)
    community = demo_community()
    if community is None:
        return ""
    owner = staff_of(community.pk).get(role="owner").account_id
    token = make_one_time_link(account=owner, lifetime=LIFETIME, now=now())
    return f"{settings.BASE_URL}/enter/{token}?next=/console/{SLUG}/"


def tell(seed: int) -> None:
    """Tell the story, with progress on the error stream."""
    from coterie.cli.demo.play import play

    with click.progressbar(length=90, label="Writing 90 days of the demo", file=sys.stderr) as bar:
        for _day in play(seed=seed, until=now()):
            bar.update(1)
