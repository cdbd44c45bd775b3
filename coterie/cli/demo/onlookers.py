"""Members of the demo who look at what is for sale: some buy, most do not."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from random import Random

from coterie.cli.demo.rituals import keen
from coterie.cli.demo.stage import Person, Stage
from coterie.joining.domain.sight import Look, see_page
from coterie.market.queries.shop import open_offers

LOOKING = 3
"""Members a day who look at something and go on."""

Deed = tuple[datetime, Callable[[datetime], None]]


def glances(stage: Stage, morning: datetime) -> Iterator[Deed]:
    """Let some members look every day once there is something to buy."""
    if stage.goods:
        yield morning + timedelta(hours=11), partial(look_around, stage)


def look_around(stage: Stage, at: datetime) -> None:
    """Let some look at one thing each."""
    dice, people = Random(f"glances {at.date()}"), keen(stage, at)  # noqa: S311 - dice beside those of the play
    offers = [row.pk for row in open_offers(stage.community.pk)]
    for person in dice.sample(people, k=min(LOOKING, len(people))):
        look_at(stage, person, dice.choice(offers), at)


def look_at(stage: Stage, person: Person, offer: int, at: datetime) -> None:
    """Let a member look at the page of an offer."""
    look = Look(community=stage.community.pk, offer=offer)
    see_page(look=look, visitor=None, member=person.member, actor=person.actor, now=at)
