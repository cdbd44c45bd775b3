"""What adds a row to the lists of rewards."""

from collections.abc import Callable
from typing import Any

from tests.rewards import scenes as rewards

TABLE, MINE = "/communities/{slug}", "/me/memberships/{slug}"


def a_movement(stage: Any) -> None:
    """Give dan points once more."""
    rewards.rich(stage.cast, "dan")


def a_level_more(stage: Any) -> None:
    """Make one more level."""
    rewards.a_level(stage.cast, stage.rows)


def a_thing_more(stage: Any) -> None:
    """Put one more thing into the shop."""
    rewards.a_prize(stage.cast)


def a_purchase_more(stage: Any) -> None:
    """Let dan buy one more pen."""
    rewards.rich(stage.cast, "dan")
    rewards.a_purchase(stage.cast)


def an_envelope_more(stage: Any) -> None:
    """Give one more envelope."""
    rewards.an_envelope(stage.cast)


REWARDS: dict[str, tuple[str, Callable[[Any], None]]] = {
    f"{TABLE}/members/{{key}}/points": ("alice", a_movement),
    f"{TABLE}/levels": ("alice", a_level_more),
    f"{TABLE}/prizes": ("alice", a_thing_more),
    f"{TABLE}/purchases": ("alice", a_purchase_more),
    f"{TABLE}/envelopes": ("alice", an_envelope_more),
    f"{MINE}/points/movements": ("dan", a_movement),
    f"{MINE}/levels": ("dan", a_level_more),
    f"{MINE}/prizes": ("dan", a_thing_more),
    f"{MINE}/purchases": ("dan", a_purchase_more),
    f"{MINE}/envelopes": ("dan", an_envelope_more),
}
