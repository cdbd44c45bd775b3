"""What adds a row to the seller's lists."""

from collections.abc import Callable
from typing import Any

from coterie.kit.clock import now
from coterie.market.domain.buying import place_order
from tests.market import sell_scenes as scenes
from tests.market.team_rows import LISTS as TEAMS


def an_offer_more(stage: Any) -> None:
    """Put one more thing up for sale."""
    scenes.a_pen(stage.cast)


def a_coupon_more(stage: Any) -> None:
    """Write one more coupon."""
    scenes.a_coupon(stage.cast)


def a_use_more(stage: Any) -> None:
    """Use one more coupon."""
    row, code = scenes.a_pen(stage.cast), scenes.a_coupon(stage.cast).code
    facts = {"community": stage.cast.table.pk, "actor": stage.cast.actor("dan"), "now": now()}
    place_order(wanted={row.pk: 1}, coupon=code, **facts)


SELL: dict[str, tuple[str, Callable[[Any], None]]] = {
    **TEAMS,
    "/communities/{slug}/offers": ("alice", an_offer_more),
    "/communities/{slug}/coupons": ("alice", a_coupon_more),
    "/communities/{slug}/coupon-uses": ("alice", a_use_more),
}
