"""Buying together in the demo: three have their cards for less, and a team waits for the last of its three."""

from datetime import datetime, timedelta
from typing import Any

from coterie.cli.demo.rituals import keen
from coterie.cli.demo.shop import bought
from coterie.cli.demo.shop_lines import ADDRESSES
from coterie.cli.demo.stage import Person, Stage
from coterie.market.domain.team import set_team_terms
from coterie.market.queries.teams import NEW

SOLD_TOGETHER, WAITS_FOR_ONE = 83, 89
"""Days of the story."""
PEOPLE, HOURS, EACH = 3, 120, 4_500


def sell_together(stage: Stage, at: datetime) -> None:
    """Let three have the small box for less; three do."""
    facts: dict[str, Any] = {"actor": stage.owner, "now": at}
    set_team_terms(variant=stage.goods["pocket"], people=PEOPLE, hours=HOURS, price=EACH, **facts)
    come_together(stage, keen(stage, at)[-PEOPLE:], at)


def wait_for_one(stage: Stage, at: datetime) -> None:
    """Let two begin a team in which one is missing."""
    come_together(stage, keen(stage, at)[: PEOPLE - 1], at)


def come_together(stage: Stage, people: list[Person], at: datetime) -> None:
    """Let people buy in one team, one after the other."""
    team = NEW
    for place, person in enumerate(people):
        facts: dict[str, Any] = {"address": ADDRESSES[place], "team": team}
        order = bought(stage, person, {stage.goods["pocket"]: 1}, at + timedelta(hours=4 * place), **facts)
        team = order.team.key if order.team else NEW
