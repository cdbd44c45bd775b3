"""Points for the tests: a community that gives them, deeds, and what everybody has."""

from datetime import datetime, timedelta
from typing import Any

from coterie.kit.actor import Actor
from coterie.platform.events.pump import Pump
from coterie.platform.events.receiver import RECEIVERS
from coterie.platform.ledger.audit import faults
from coterie.rewards.domain.award import Earned, award, give_points
from coterie.rewards.domain.plan import edit_plan
from coterie.rewards.enums import Deed
from coterie.rewards.models import Award, PointsPlan
from coterie.rewards.queries.purses import points_of
from tests.cast import NOW, Cast

SYSTEM = Actor.of_system()
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


def giving(cast: Cast, **facts: Any) -> PointsPlan:
    """Let the table give points."""
    return edit_plan(community=cast.table.pk, **{"on": True, **facts}, actor=cast.actor("alice"), now=NOW)


def earn(cast: Cast, who: str, deed: str = Deed.CHECK_IN, source: str = "1", **facts: Any) -> Award | None:
    """Let somebody do something that may bring points."""
    giver = cast.members[facts.pop("by")].pk if "by" in facts else None
    usual: dict[str, Any] = {"community": cast.table.pk, "member": cast.members[who].pk, "at": NOW + MINUTE}
    earned = Earned(**{**usual, "deed": deed, "source": source, "giver": giver, **facts})
    return award(earned=earned, actor=SYSTEM, now=NOW + MINUTE)


def gift(cast: Cast, who: str, points: int, now: datetime = NOW) -> Award:
    """Give somebody points by hand."""
    return give_points(
        member=cast.members[who].pk, points=points, note="For helping", actor=cast.actor("alice"), now=now
    )


def has(cast: Cast, who: str) -> int:
    """Return what somebody has, in a ledger that is sound."""
    assert faults() == []
    return points_of(cast.table.pk, cast.members[who].pk)


def hear(*names: str, now: datetime = NOW + DAY) -> None:
    """Let receivers hear what happened."""
    pump = Pump({name: RECEIVERS[name] for name in names or ("rewards.points", "rewards.levels")})
    pump.drain(now=now)
    pump.close()
