"""What the permission matrix puts on the stage for rewards, and who may do what with them."""

from collections.abc import Mapping
from typing import Any

from coterie.communities.enums import Permission
from coterie.kit.clock import now
from coterie.rewards.domain.award import give_points
from coterie.rewards.domain.envelope import offer_envelope
from coterie.rewards.domain.level import set_level
from coterie.rewards.domain.plan import edit_plan
from coterie.rewards.domain.prize import add_prize
from coterie.rewards.domain.purchase import buy_prize
from coterie.rewards.models import Envelope, Level, Prize, Purchase
from tests.cast import Cast

Words = Mapping[str, object]


def rich(cast: Cast, *names: str) -> None:
    """Let the table give points, and give some to members."""
    alice = cast.actor("alice")
    edit_plan(community=cast.table.pk, on=True, actor=alice, now=now())
    for name in names:
        give_points(member=cast.members[name].pk, points=100, note="For helping", actor=alice, now=now())


def with_points(scene: Any) -> Words:
    """Give dan points."""
    rich(scene.cast, "dan")
    return {"key": scene.cast.members["dan"].key}


def in_group(scene: Any) -> Words:
    """Give everybody points; the group is named."""
    rich(scene.cast, "dan", "carol", "nina", "paul")
    return {"key": scene.cast.group.key}


def an_envelope(cast: Cast) -> Envelope:
    """Put an envelope of the community on the table."""
    rich(cast)
    facts: dict[str, Any] = {"group": cast.group.pk, "amount": 40, "count": 9, "words": "Thank you", "own": False}
    return offer_envelope(**facts, actor=cast.actor("alice"), now=now())


def with_envelope(scene: Any) -> Words:
    """Put an envelope on the table."""
    return {"key": an_envelope(scene.cast).key}


def a_prize(cast: Cast) -> Prize:
    """Put a pen into the shop."""
    return add_prize(community=cast.table.pk, name="A pen", price=10, left=9, actor=cast.actor("alice"), now=now())


def with_prize(scene: Any) -> Words:
    """Put a pen into the shop, which everybody can pay."""
    rich(scene.cast, "dan", "carol", "nina", "paul")
    return {"key": a_prize(scene.cast).key}


def a_purchase(cast: Cast) -> Purchase:
    """Let dan buy a pen."""
    return buy_prize(prize=a_prize(cast).pk, actor=cast.actor("dan"), now=now())


def with_purchase(scene: Any) -> Words:
    """Let dan buy a pen."""
    rich(scene.cast, "dan")
    return {"key": a_purchase(scene.cast).key}


def a_level(cast: Cast, number: int = 1) -> Level:
    """Make a level."""
    facts: dict[str, Any] = {"number": number, "title": f"Level {number}", "from_points": 10 * number}
    return set_level(community=cast.table.pk, **facts, actor=cast.actor("alice"), now=now())


def with_level(scene: Any) -> Words:
    """Make a level."""
    return {"number": a_level(scene.cast).number}


def with_deed(_scene: Any) -> Words:
    """Name a deed."""
    return {"deed": "check_in"}


SEE, EDIT, MEMBERS = Permission.SEE_CONSOLE, Permission.EDIT_REWARDS, Permission.SEE_MEMBERS
