"""What adds a row to the lists of who buys."""

from collections.abc import Callable
from typing import Any

from tests.market import scenes
from tests.market.provider_calls import statement_key
from tests.market.stall import on_sale
from tests.market.time_calls import LISTS, offer_key, time_key

__all__ = ["BUYER", "market_keys", "time_key"]


def market_keys(stage: Any, pattern: str) -> dict[str, str]:
    """Return the keys that an address of the market names, by their places in it."""
    return {"offers/{key}/times": offer_key(stage, pattern), "statements/{key}": statement_key(stage, pattern)}


def an_offer_more(stage: Any) -> None:
    """Put one more thing up for sale."""
    on_sale(stage.cast, f"thing-{stage.rows}")


def an_order_more(stage: Any) -> None:
    """Let dan order one more pen."""
    scenes.bought(stage.cast)


BUYER: dict[str, tuple[str, Callable[[Any], None]]] = {
    **LISTS,
    "/open-communities/{community}/offers": ("dan", an_offer_more),
    "/me/memberships/{slug}/orders": ("dan", an_order_more),
}
