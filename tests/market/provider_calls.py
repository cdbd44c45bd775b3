"""The operations of payment providers in the permission matrix, and what adds a row to their lists."""

from collections.abc import Callable
from typing import Any

from coterie.communities.enums import Permission
from coterie.market.models import Statement, StatementRow
from tests.api.matrix import COMMUNITY, Row
from tests.market import provider_scenes as scenes
from tests.web.matrix import staff

SETTING_UP, SEE, SELL = (
    staff(Permission.EDIT_PROVIDERS), staff(Permission.SEE_REVIEW), staff(Permission.EDIT_OFFERS),
)  # fmt: skip

PROVIDERS: dict[str, Row] = {
    f"get {COMMUNITY}/providers": Row(SETTING_UP, before=scenes.with_account),
    f"put {COMMUNITY}/providers/{{provider}}": Row(SETTING_UP, {"secrets": scenes.SECRETS}, scenes.with_account),
    f"get {COMMUNITY}/payment-notices": Row(SEE, before=scenes.with_notice),
    f"put {COMMUNITY}/orders/{{key}}/refunds/{{refund}}/asking": Row(SELL, before=scenes.with_failed_refund),
    f"get {COMMUNITY}/statements": Row(SEE, before=scenes.with_statement),
    f"post {COMMUNITY}/statements": Row(SELL, before=scenes.with_account, form=scenes.a_file),
    f"get {COMMUNITY}/statements/{{key}}": Row(SEE, before=scenes.with_statement),
    f"get {COMMUNITY}/statements/{{key}}/lines": Row(SEE, before=scenes.with_statement),
    f"put {COMMUNITY}/statements/{{key}}/fees": Row(SELL, before=scenes.with_statement),
}


def a_notice_more(stage: Any) -> None:
    """Let the provider tell one thing more."""
    scenes.a_notice(stage.cast)


def a_statement_more(stage: Any) -> None:
    """Hand one statement more in."""
    scenes.a_statement(stage.cast, Statement.objects.count() + 1)


def statement_key(stage: Any, pattern: str) -> str:
    """Return the key of the statement that an address names, if it names one."""
    return scenes.a_statement(stage.cast).key if "statements/{key}" in pattern else ""


def a_line_more(stage: Any) -> None:
    """Let the statement have one line more."""
    row = scenes.a_statement(stage.cast)
    facts = {"at": row.since, "kind": "paid", "external": f"pi_{stage.rows}", "amount": 5, "fee": 1, "currency": "CNY"}
    StatementRow.objects.create(statement=row, number=stage.rows + 1, mark=str(stage.rows), **facts)


LISTS: dict[str, tuple[str, Callable[[Any], None]]] = {
    "/communities/{slug}/payment-notices": ("alice", a_notice_more),
    "/communities/{slug}/statements": ("alice", a_statement_more),
    "/communities/{slug}/statements/{key}/lines": ("alice", a_line_more),
}
