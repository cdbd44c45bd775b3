"""The operations of money in the permission matrix, and what adds a row to their lists."""

from collections.abc import Callable
from typing import Any

from coterie.communities.enums import Permission
from tests.api.matrix import COMMUNITY, OWN, Row
from tests.market import money_scenes as scenes
from tests.market.provider_calls import LISTS as PROVIDERS
from tests.web.matrix import members, staff

SEE, EDIT = Permission.SEE_REVIEW, Permission.EDIT_OFFERS

MONEY: dict[str, Row] = {
    f"get {COMMUNITY}/ledger/accounts": Row(staff(SEE)),
    f"get {COMMUNITY}/ledger/movements": Row(staff(SEE)),
    f"get {COMMUNITY}/ledger/entries": Row(staff(SEE)),
    f"get {COMMUNITY}/ledger/entries/{{number}}": Row(staff(SEE), before=scenes.with_entry),
    f"get {COMMUNITY}/profit": Row(staff(SEE)),
    f"get {COMMUNITY}/profit/{{line}}": Row(staff(SEE), before=scenes.with_line),
    f"get {COMMUNITY}/scenes-sold": Row(staff(SEE)),
    f"put {COMMUNITY}/value/{{segment}}/tag": Row(scenes.taggers, before=scenes.with_segment),
    f"get {COMMUNITY}/offer-looks": Row(staff(SEE)),
    f"get {COMMUNITY}/ladders": Row(staff(SEE)),
    f"post {COMMUNITY}/ladders": Row(staff(EDIT), scenes.two_sizes),
    f"get {COMMUNITY}/ladders/{{key}}": Row(staff(SEE), before=scenes.with_ladder),
    f"put {COMMUNITY}/ladders/{{key}}": Row(staff(EDIT), scenes.sizes_of, scenes.with_ladder),
    f"put {COMMUNITY}/ladders/{{key}}/state": Row(staff(EDIT), {"state": "running"}, scenes.with_ladder),
    f"put {OWN}/ladders/{{key}}/showing": Row(members, before=scenes.with_running_ladder),
}


def a_sale_more(stage: Any) -> None:
    """Sell one thing more."""
    scenes.a_sale(stage.cast, f"pen-{stage.rows}")


def a_ladder_more(stage: Any) -> None:
    """Prepare one more test."""
    scenes.a_ladder(stage.cast, f"size-{stage.rows}")


LISTS: dict[str, tuple[str, Callable[[Any], None]]] = {
    "/communities/{slug}/ledger/accounts": ("alice", a_sale_more),
    "/communities/{slug}/ledger/entries": ("alice", a_sale_more),
    "/communities/{slug}/ladders": ("alice", a_ladder_more),
    "/communities/{slug}/ledger/movements": ("alice", a_sale_more),
    **PROVIDERS,
}
