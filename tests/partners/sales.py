"""Sales for tests: a programme at the table, partners, customers who come by their links and buy."""

from datetime import datetime, timedelta
from typing import Any

from coterie.market.domain.refund import refund_order
from coterie.market.models import Order, Variant
from coterie.partners.domain.binding import bind_visitor, follow_partner
from coterie.partners.domain.enrolment import apply_as_partner, decide_partner, keep_papers
from coterie.partners.domain.programme import Promise, turn_programme, write_terms
from coterie.partners.domain.settling import settle_due
from coterie.partners.models import Partner, Payout, Terms
from coterie.partners.queries.earnings import earned, earnings_of
from coterie.partners.queries.payout_audit import negative_earnings, order_faults, partner_faults
from coterie.platform.ledger.audit import faults
from tests.cast import NOW, Cast
from tests.market.stall import order, pay
from tests.rewards.points import SYSTEM, hear

DAY = timedelta(days=1)
LATER = NOW + 31 * DAY
"""When the hold of what was bought at the beginning is over."""
PAPERS = {
    "name": "Paul Partner", "country": "de", "tax_id": "DE 123", "address": "Lane 1, 10115 Berlin", "account": "DE02 1203",
}  # fmt: skip


def programme(cast: Cast, **facts: Any) -> Terms:
    """Let the table have a programme that takes members in."""
    by = {"community": cast.table.pk, "actor": cast.actor("alice"), "now": NOW}
    made = write_terms(promise=Promise(**{"agreement": "Be honest.", **facts}), **by)
    turn_programme(is_open=True, **by)
    return made


def partner(cast: Cast, who: str = "paul", sponsor: str = "", **papers: str) -> Partner:
    """Let somebody be a partner with papers."""
    terms = Terms.objects.filter(programme__community=cast.table.pk).order_by("-number")[0]
    facts: dict[str, Any] = {"community": cast.table.pk, "actor": cast.actor(who), "now": NOW}
    row = apply_as_partner(terms=terms.number, text="I know many.", sponsor=sponsor, **facts)
    keep_papers(**facts, **{**PAPERS, **papers})  # type: ignore[arg-type] - a mapping of texts
    return decide_partner(partner=row.pk, state="approved", actor=cast.actor("alice"), now=NOW)


def sends(cast: Cast, row: Partner, who: str = "dan", visitor: int = 77, now: datetime = NOW) -> None:
    """Let a member come by a partner's link."""
    follow_partner(partner=row.pk, visitor=visitor, now=now)
    bind_visitor(community=cast.table.pk, visitor=visitor, member=cast.members[who].pk, actor=SYSTEM, now=now)


def buys(cast: Cast, *rows: Variant, who: str = "dan", now: datetime = NOW, **facts: Any) -> Order:
    """Let a member buy and pay, and partners hear of it."""
    made = order(cast, *rows, who=who, now=now, **facts)
    pay(cast, made, now=now)
    heard(now)
    return made


def gives_back(cast: Cast, row: Order, parts: dict[int, int] | None = None, now: datetime = NOW) -> None:
    """Give money of an order back, and let partners hear of it."""
    refund_order(order=row.pk, parts=parts, actor=cast.actor("alice"), now=now)
    heard(now)


def heard(now: datetime = NOW) -> None:
    """Let partners hear what happened."""
    hear("partners.orders", now=now)


def settled(now: datetime = LATER) -> int:
    """Let the hold of what was earned be over."""
    return settle_due(actor=SYSTEM, now=now)


def standing(row: Partner) -> list[tuple[int, str, int]]:
    """Return the earnings of a partner, the first first: level, where it is, how much; and the books are sound."""
    assert [*faults(), *partner_faults(), *order_faults(), *negative_earnings()] == []
    found = [(one.row.level, str(one.stands.standing), one.stands.amount) for one in map(earned, earnings_of(row.pk))]
    return found[::-1]


def payouts(row: Partner) -> list[tuple[str, int]]:
    """Return the payouts of a partner."""
    return list(Payout.objects.filter(partner=row).order_by("pk").values_list("state", "amount"))
