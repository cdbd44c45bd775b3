"""A test of prices in the demo: one page, read in three sizes, and nobody sees two of them."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from random import Random
from typing import Any

from coterie.cli.demo.rituals import keen
from coterie.cli.demo.shop import bought, on_sale
from coterie.cli.demo.shop_lines import CLINIC_SCENE, CLINICS, LADDER
from coterie.cli.demo.stage import Person, Stage
from coterie.kit.actor import VISITOR
from coterie.market.domain.ladder import begin_ladder, make_ladder
from coterie.market.domain.offer import OfferFacts
from coterie.market.domain.showing import show_ladder
from coterie.market.enums import OfferKind

TESTED = 60
"""The day of the story on which the test begins."""
LOOKING, BUYING = 2, 0.3
"""Strangers a day who look, and how many members of those who look buy."""

Deed = tuple[datetime, Callable[[datetime], None]]


def try_prices(stage: Stage, at: datetime) -> None:
    """Put the sizes up for sale, and let the test begin."""
    facts: dict[str, Any] = {"actor": stage.owner, "now": at}
    weights: dict[int, int] = {}
    for slug, title, teaser, price in CLINICS:
        words: OfferFacts = {"slug": slug, "title": title, "teaser": teaser, "scene": CLINIC_SCENE}
        weights[on_sale(stage, OfferKind.SERVICE, words, price, at).pk] = 1
    row = make_ladder(community=stage.community.pk, title=LADDER, by="person", offers=weights, **facts)
    stage.ladder = begin_ladder(ladder=row.pk, **facts).pk


def lookings(stage: Stage, morning: datetime) -> Iterator[Deed]:
    """Let strangers look every day, and a member who may buy."""
    if stage.ladder:
        yield morning + timedelta(hours=14), partial(look, stage)


def look(stage: Stage, at: datetime) -> None:
    """Let some look at what a page costs."""
    dice = Random(f"prices {at.date()}")  # noqa: S311 - dice of a story, beside those of the play
    for _one in range(LOOKING):
        show_ladder(ladder=stage.ladder, visitor=dice.getrandbits(62) | 1, member=None, actor=VISITOR, now=at)
    person = dice.choice(keen(stage, at))
    variant = look_at_clinics(stage, person, at)
    if dice.random() < BUYING:
        bought(stage, person, {variant: 1}, at + timedelta(minutes=4))


def look_at_clinics(stage: Stage, person: Person, at: datetime) -> int:
    """Let a member look; return the variant of the size that they see."""
    rung = show_ladder(ladder=stage.ladder, visitor=None, member=person.member, actor=person.actor, now=at)
    return int(rung.offer.variants.get().pk)
