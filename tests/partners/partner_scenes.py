"""What the permission matrix puts on the stage for partners."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any

from coterie.kit.clock import now
from coterie.members.models import Member
from coterie.partners.domain.binding import bind_visitor, follow_partner
from coterie.partners.domain.enrolment import apply_as_partner, decide_partner, keep_papers
from coterie.partners.domain.payout import prepare_batch, send_batch, turn_payout
from coterie.partners.domain.programme import Promise, turn_programme, write_terms
from coterie.partners.domain.settling import settle_due
from coterie.partners.models import Earning, Partner, Payout, PayoutBatch, Terms
from tests.cast import Cast
from tests.market.stall import on_sale, order, pay
from tests.partners.sales import PAPERS
from tests.rewards.points import SYSTEM, hear

Words = Mapping[str, object]
TERMS: dict[str, object] = {"agreement": "Be honest.", "rate": 1000}


def a_programme(cast: Cast) -> Terms:
    """Let the table take partners in."""
    known = Terms.objects.filter(programme__community=cast.table.pk).order_by("-number").first()
    if known:
        return known
    by = {"community": cast.table.pk, "actor": cast.actor("alice"), "now": now()}
    made = write_terms(promise=Promise(agreement="Be honest."), **by)
    turn_programme(is_open=True, **by)
    return made


def applied(cast: Cast, who: str = "dan") -> Partner:
    """Let somebody apply."""
    if known := Partner.objects.filter(member=cast.members[who]).first():
        return known
    facts: dict[str, Any] = {"community": cast.table.pk, "actor": cast.actor(who), "now": now()}
    return apply_as_partner(terms=a_programme(cast).number, text="I know many.", **facts)


def a_partner(cast: Cast, who: str = "dan") -> Partner:
    """Let somebody be a partner with papers."""
    row = applied(cast, who)
    keep_papers(community=cast.table.pk, actor=cast.actor(who), now=now(), **PAPERS)  # type: ignore[arg-type] - a mapping of texts
    return decide_partner(partner=row.pk, state="approved", actor=cast.actor("alice"), now=now())


def a_sale(cast: Cast, who: str = "dan", buyer: str = "nina") -> Partner:
    """Let a customer of a partner buy."""
    row, at = a_partner(cast, who), now()
    follow_partner(partner=row.pk, visitor=900, now=at)
    bind_visitor(community=cast.table.pk, visitor=900, member=cast.members[buyer].pk, actor=SYSTEM, now=at)
    pay(cast, order(cast, on_sale(cast, left=None), who=buyer, now=at), now=at)
    hear("partners.orders", now=at)
    return row


def a_payout(cast: Cast) -> Payout:
    """Let a partner be paid."""
    a_sale(cast)
    later = now() + timedelta(days=31)
    settle_due(actor=SYSTEM, now=later)
    by = {"actor": cast.actor("alice"), "now": later}
    batch = prepare_batch(community=cast.table.pk, **by)
    send_batch(batch=batch.pk, **by)
    return batch.payouts.get()


def with_programme(scene: Any) -> Words:
    """Let there be a programme."""
    return {"terms": a_programme(scene.cast).number}


def with_applicant(scene: Any) -> Words:
    """Let dan apply."""
    return {"key": applied(scene.cast).key}


def with_partner(scene: Any) -> Words:
    """Let dan be a partner."""
    row = a_partner(scene.cast)
    return {"key": row.key, "code": row.code}


def with_newer(scene: Any) -> Words:
    """Let dan be a partner, and the terms be others by now."""
    row, by = a_partner(scene.cast), {"actor": scene.cast.actor("alice"), "now": now()}
    write_terms(community=scene.cast.table.pk, promise=Promise(agreement="Be very honest."), **by)
    return {"key": row.key}


def with_another(scene: Any) -> Words:
    """Let somebody else be a partner whose code is known."""
    terms, at = a_programme(scene.cast), now()
    member = Member.objects.create(community=scene.cast.table, number=900, name="Pia", joined_at=at)
    facts = {"accepted_at": at, "applied_at": at, "state": "approved"}
    Partner.objects.create(programme=terms.programme, terms=terms, member=member, code="pias", **facts)
    return {}


def with_sale(scene: Any) -> Words:
    """Let nina buy by dan's link."""
    row = a_sale(scene.cast)
    return {"key": row.key, "earning": Earning.objects.filter(partner=row).latest("pk").key}


def with_settled(scene: Any) -> Words:
    """Let something be available."""
    a_sale(scene.cast)
    Earning.objects.update(due_at=now(), settled_at=now())
    return {}


def with_payout(scene: Any) -> Words:
    """Let dan be paid."""
    row = a_payout(scene.cast)
    return {"key": row.batch.key, "payout": row.key, "number": row.number}


def with_money_to_take(scene: Any) -> Words:
    """Let dan have money to take in WeChat, which nobody asked for yet."""
    words = with_payout(scene)
    PayoutBatch.objects.filter(key=words["key"]).update(provider="wechatpay")
    return words


def to_write(_scene: Any) -> dict[str, object]:
    """Return what a form says of the terms."""
    rates = {"rate": "10", "cap": "30", "second_rate": "0", "offer_1": "", "buyer_1": "new", "percent_1": "15"}
    return {"agreement": "Be honest.", **rates, "hold_days": "30", "touch": "last", "lock_days": "30"}


def a_partner_more(stage: Any) -> None:
    """Let one more member apply."""
    applied(stage.cast, ("carol", "nina", "paul")[stage.rows - 1])


def an_earning_more(stage: Any) -> None:
    """Let a customer of dan's buy once more."""
    a_sale(stage.cast)


def a_payout_more(stage: Any) -> None:
    """Let dan be paid once more."""
    row = a_payout(stage.cast)
    turn_payout(payout=row.pk, state="paid", word="Seen", actor=stage.cast.actor("alice"), now=now())


def a_batch(stage: Any) -> PayoutBatch:
    """Return the one batch of the stage."""
    facts = {"programme": a_programme(stage.cast).programme, "currency": "CNY", "provider": "manual"}
    return PayoutBatch.objects.first() or PayoutBatch.objects.create(made_at=now(), **facts)


def a_payout_in_it(stage: Any) -> None:
    """Let one more partner be paid in the batch."""
    row, number = applied(stage.cast, ("carol", "nina", "paul")[stage.rows - 1]), Payout.objects.count() + 1
    facts = {"name": "Somebody", "country": "DE", "address": "Lane 1", "account": "DE02", "changed_at": now()}
    Payout.objects.create(batch=a_batch(stage), partner=row, once=str(number), number=number, amount=100, **facts)


LISTS: dict[str, tuple[str, Callable[[Any], None]]] = {
    "/communities/{slug}/partners": ("alice", a_partner_more),
    "/communities/{slug}/partners/{key}/earnings": ("alice", an_earning_more),
    "/communities/{slug}/payout-batches/{key}/payouts": ("alice", a_payout_in_it),
    "/communities/{slug}/payout-batches": ("alice", a_payout_more),
    "/me/memberships/{slug}/partner/earnings": ("dan", an_earning_more),
    "/me/memberships/{slug}/partner/statements": ("dan", a_payout_more),
}


def keys(stage: Any, pattern: str) -> dict[str, str]:
    """Return the key of a partner, for lists that are one's own."""
    if "payout-batches/{key}" in pattern:
        return {"payout-batches/{key}": a_batch(stage).key}
    return {"partners/{key}": a_partner(stage.cast).key} if "partners/{key}" in pattern else {}
