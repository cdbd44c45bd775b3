"""A project for tests: a book that many pay for, and who backs it."""

from datetime import timedelta
from typing import Any

from coterie.market.domain.decision import decide_due, give_back_due
from coterie.market.domain.paying import confirm_payment
from coterie.market.domain.pledge import pledge
from coterie.market.domain.project import make_project, open_project
from coterie.market.domain.tier import add_tier
from coterie.market.models import Order, Payment, Project, Tier
from coterie.market.queries.escrow_audit import escrow_faults
from tests.cast import NOW, Cast
from tests.market.stall import balances
from tests.rewards.points import SYSTEM

WEEK = timedelta(days=7)
END = NOW + WEEK


def running(cast: Cast, slug: str = "book", *, tier: dict[str, Any] | None = None, **facts: Any) -> Tier:
    """Let a project of the table run; return its only tier."""
    said = {"actor": cast.actor("alice"), "now": facts.pop("now", NOW)}
    usual = {"kind": "all_or_nothing", "goal": 3000, "ends_at": said["now"] + WEEK, "slug": slug, "title": "The book"}
    row = make_project(community=cast.table.pk, **{**usual, **facts}, **said)
    made = add_tier(project=row.pk, **{"name": "One copy", "price": 1000, "left": 9, **(tier or {})}, **said)
    open_project(project=row.pk, **said)
    return made


def back(cast: Cast, tier: Tier, who: str = "dan", **facts: Any) -> Order:
    """Let somebody pledge."""
    return pledge(tier=tier.pk, **{"actor": cast.actor(who), "now": NOW, **facts})


def paid(cast: Cast, order: Order, **facts: Any) -> Payment:
    """Let the money of a pledge come."""
    asked = Payment.objects.get(order=order, provider="manual")
    usual = {"actor": cast.actor("alice"), "now": NOW, **facts}
    return confirm_payment(payment=asked.pk, evidence="Transfer 7", **usual)


def minute(now: Any = END) -> None:
    """Let the task of a minute run."""
    decide_due(actor=SYSTEM, now=now)
    give_back_due(actor=SYSTEM, now=now)


def state_of(tier: Tier) -> str:
    """Return where a project stands."""
    return Project.objects.get(pk=tier.project_id).state


def purses(cast: Cast) -> dict[str, int]:
    """Return what is in the purses; the books and the escrow are sound."""
    assert escrow_faults() == []
    return balances(cast)
