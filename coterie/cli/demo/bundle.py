"""The bundle of the demo: cards and course for one price, bought by four, of whom one gives it back."""

from datetime import datetime, timedelta
from typing import Any

from coterie.cli.demo.rituals import keen
from coterie.cli.demo.sale import give_back, learns
from coterie.cli.demo.shop import bought
from coterie.cli.demo.shop_lines import ADDRESSES, INVOICES
from coterie.cli.demo.stage import Stage
from coterie.market.domain.bundle import set_part
from coterie.market.domain.offer import OfferFacts, make_offer, open_offer
from coterie.market.domain.variant import add_variant
from coterie.market.enums import OfferKind

BUNDLED, SETS_BOUGHT, SET_BACK = 62, (63, 66, 77), 71
"""Days of the story: a set is for sale, is bought, and is bought by somebody who gives it back."""
PRICE = 21_900
SET: OfferFacts = {
    "slug": "counter-set",
    "title": "The counter set",
    "teaser": "A box of cards for the counter, and the twelve lessons for the evening.",
    "scene": "The week in which a shop opens",
    "with_address": True,
    "story": (
        "The cards come by post, the lessons are open as soon as your transfer is seen. In the morning you draw "
        "a card; in the evening you read why it sold.\n\n"
        "“早上抽卡，晚上看课，两个星期换了三次店招。” — 林悦，花店\n\n"
        "May I have the lessons only? Yes, alone they cost a little less."
    ),
}


def sell_a_set(stage: Stage, at: datetime) -> None:
    """Sell the cards and the course as one."""
    facts: dict[str, Any] = {"actor": stage.owner, "now": at}
    offer = make_offer(community=stage.community.pk, kind=OfferKind.BUNDLE, **SET, **facts)
    stage.goods["set"] = add_variant(offer=offer.pk, price=PRICE, **facts).pk
    for name in ("pocket", "course"):
        set_part(bundle=stage.goods["set"], variant=stage.goods[name], quantity=1, **facts)
    open_offer(offer=offer.pk, **facts)


def take_a_set(stage: Stage, at: datetime, *, comes_back: bool = False) -> None:
    """Let somebody who has not done the course buy both; what comes back takes its lessons with it."""
    person = next(one for one in keen(stage, at) if not learns(stage, one, at))
    facts = {"address": ADDRESSES[at.day % len(ADDRESSES)], "invoice": INVOICES[at.day % len(INVOICES)]}
    order = bought(stage, person, {stage.goods["set"]: 1}, at, **facts)
    if comes_back:
        give_back(stage, order, at + timedelta(days=3))
