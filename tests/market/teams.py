"""Teams for tests."""

from datetime import datetime, timedelta
from typing import Any

from coterie.market.domain.team import set_team_terms
from coterie.market.domain.team_end import end_teams_due, give_teams_back_due
from coterie.market.models import Order, Variant
from tests.cast import NOW, Cast
from tests.market.stall import order
from tests.rewards.points import SYSTEM

HOUR = timedelta(hours=1)
OVER = NOW + 24 * HOUR


def together(cast: Cast, row: Variant, people: int = 3, **facts: Any) -> Variant:
    """Let so many buy a variant together for less."""
    usual: dict[str, Any] = {"hours": 24, "price": 700, "actor": cast.actor("alice"), "now": NOW}
    set_team_terms(variant=row.pk, people=people, **{**usual, **facts})
    return row


def begin(cast: Cast, row: Variant, who: str = "dan", **facts: Any) -> Order:
    """Let somebody begin a team."""
    return order(cast, row, who=who, team="new", **facts)


def join(cast: Cast, first: Order, who: str, **facts: Any) -> Order:
    """Let somebody join the team of an order."""
    assert first.team is not None
    return order(cast, first.team.variant, who=who, team=first.team.key, **facts)


def minute(now: datetime = OVER) -> int:
    """Let the task of a minute run."""
    end_teams_due(actor=SYSTEM, now=now)
    return give_teams_back_due(actor=SYSTEM, now=now)
