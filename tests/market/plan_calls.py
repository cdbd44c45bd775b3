"""The operations of plans in the permission matrix, and what adds a row to their lists."""

from collections.abc import Callable
from typing import Any

from tests.api.matrix import COMMUNITY, OWN, Row
from tests.market.plan_pages import BOOKS, EDIT, SEE, a_plan, a_way, choice, with_plan, with_way
from tests.web.matrix import members, only_dan, seated, staff

MINE = f"{OWN}/plans/{{key}}"

PLANS: dict[str, Row] = {
    f"get {COMMUNITY}/plans": Row(staff(BOOKS)),
    f"get {COMMUNITY}/plans/forecast": Row(staff(BOOKS)),
    f"get {COMMUNITY}/plan-terms": Row(staff(SEE)),
    f"put {COMMUNITY}/plan-terms/{{key}}": Row(staff(EDIT), {"period": "years"}, with_way),
    f"get {OWN}/plans": Row(seated),
    f"post {OWN}/plans/trials": Row(members, choice),
    f"put {MINE}/variant": Row(only_dan, choice, with_plan),
    f"put {MINE}/cancellation": Row(only_dan, before=with_plan),
    f"delete {MINE}/cancellation": Row(only_dan, before=with_plan),
    f"put {MINE}/pause": Row(only_dan, before=with_plan),
    f"delete {MINE}/pause": Row(only_dan, before=with_plan),
    f"put {MINE}/reminders": Row(only_dan, {"on": True}, with_plan),
}


def a_way_more(stage: Any) -> None:
    """Sell one more plan."""
    a_way(stage.cast, f"club-{stage.rows}")


def a_plan_more(stage: Any) -> None:
    """Let dan have one more plan."""
    a_plan(stage.cast, f"club-{stage.rows}")


LISTS: dict[str, tuple[str, Callable[[Any], None]]] = {
    "/communities/{slug}/plans": ("alice", a_plan_more),
    "/communities/{slug}/plan-terms": ("alice", a_way_more),
    "/me/memberships/{slug}/plans": ("dan", a_plan_more),
}
