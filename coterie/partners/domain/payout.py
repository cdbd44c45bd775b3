"""Paying out: put together, sent, paid, or failed and tried again; the same money never twice.

What a payout takes is marked where nobody has taken it (compare and set), in one transaction for each partner: whoever
dies in between has taken all of it or nothing. The provider is told the same mark with every try.
"""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.communities.queries.communities import currency_of
from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.errors import Conflict, Invalid, NotFound
from coterie.kit.json import Json
from coterie.kit.money import Money
from coterie.kit.text import clean
from coterie.market.providers.port import ProviderFailed
from coterie.market.queries.books import cash, money_of
from coterie.partners.enums import PartnerState, PayoutState
from coterie.partners.errors import ClaimedTwice, PayoutFailed
from coterie.partners.events import PayoutPrepared, PayoutTurned
from coterie.partners.models import CommissionEntry, Papers, Partner, Payout, PayoutBatch, Programme
from coterie.partners.providers.catalogue import MANUAL, WECHAT, can_pay, least_of
from coterie.partners.providers.port import Payee
from coterie.partners.queries.books import claw_back, commission_due
from coterie.partners.queries.payout_ways import payout_ways, provider_for
from coterie.partners.queries.payouts import Claimable, claimable, payable_partners
from coterie.platform.events.log import publish
from coterie.platform.ledger.posting import book_entry

P = PayoutState
NEXT: dict[str, frozenset[str]] = {
    P.PREPARED: frozenset(),
    P.SENT: frozenset({P.PAID, P.FAILED}),
    P.FAILED: frozenset({P.PREPARED, P.PAID}),
    P.PAID: frozenset(),
}
"""What people can say of a payout; whatever is prepared is sent first."""
FURTHER = (P.PREPARED, P.FAILED, P.SENT, P.PAID)
"""Of several answers of a provider the one that is further counts."""
ANSWERS_FOR = timedelta(days=29)
"""WeChat says for thirty days what it sent, and lets nobody take what was asked for longer than a day ago."""
MANY_WRONG = 5
"""So many payouts of one sending that came to no answer are enough: each silence lasts a quarter of a minute."""
PAPERS = ("name", "country", "tax_id", "address", "account")


def prepare_batch(*, community: int, provider: str = MANUAL, actor: Actor, now: datetime) -> PayoutBatch:
    """Put together what can be paid to partners; each in a transaction of its own. Raises Conflict for nothing."""
    require(actor, Permission.PAY_PARTNERS, community)
    programme = Programme.objects.filter(community=community).first()
    if programme is None or all(way.name != provider for way in payout_ways(community)):
        raise NotFound(_("There is no such page."))
    facts = {"currency": currency_of(community), "provider": provider, "account_id": actor.account}
    batch = PayoutBatch.objects.create(programme=programme, made_at=now, **facts)
    fill_batch(batch=batch.pk, actor=actor, now=now)
    if not batch.payouts.exists():
        batch.delete()
        raise Conflict(_("Nobody can be paid now: nothing is available that reaches the smallest payout."))
    return batch


def fill_batch(*, batch: int, actor: Actor, now: datetime) -> int:
    """Claim for everybody what can be paid to them; return for how many. What somebody else takes is left to them."""
    row, claimed = PayoutBatch.objects.select_related("programme").get(pk=batch), 0
    for partner in payable_partners(row.programme.community_id, row.currency):
        try:
            claimed += claim(batch=batch, partner=partner, actor=actor, now=now) is not None
        except ClaimedTwice:
            continue
    return claimed


@transaction.atomic
def claim(*, batch: int, partner: int, actor: Actor, now: datetime) -> Payout | None:
    """Take all that can be paid to a partner, once; nothing below the smallest payout, and without papers.

    Raises ClaimedTwice where somebody else took it at this moment.
    """
    row = locked(Partner.objects.filter(pk=partner).select_related("terms"))
    of = PayoutBatch.objects.select_related("programme").get(pk=batch)
    papers = Papers.objects.filter(partner=row).first()
    if papers is None or not can_pay(of.provider, papers.account):
        return None
    if row.state != PartnerState.APPROVED or of.payouts.filter(partner=row).exists():
        return None
    money = claimable(row.pk, of.currency)
    if money.amount < max(least_of(of.provider), row.terms.minimum):
        return None
    made = written(of, row, papers, money, now)
    take(made, money)
    net_owed(made, of, money, now)
    tell(PayoutPrepared, made, actor, now)
    return made


def written(of: PayoutBatch, row: Partner, papers: Papers, money: Claimable, now: datetime) -> Payout:
    """Write a payout with the number of its statement and the papers of today."""
    programme = locked(Programme.objects.filter(pk=of.programme_id))
    programme.statements += 1
    programme.save(update_fields=["statements"])
    made = Payout(batch=of, partner=row, once=f"{of.key}-{row.key}", number=programme.statements, amount=money.amount)
    made.changed_at = now
    address_to(made, papers)
    made.save(force_insert=True)
    return made


def address_to(row: Payout, papers: Papers) -> None:
    """Write on a payout that nobody has sent yet to whom and where it goes; its statement says the same."""
    for name in PAPERS:
        setattr(row, name, getattr(papers, name))


def take(made: Payout, money: Claimable) -> None:
    """Mark the entries, each of them only where nobody has. Raises ClaimedTwice."""
    free = CommissionEntry.objects.filter(pk__in=money.entries, payout=None)
    if free.update(payout=made) != len(money.entries):
        raise ClaimedTwice(_("Somebody else pays this at this moment."))


def net_owed(made: Payout, of: PayoutBatch, money: Claimable, now: datetime) -> None:
    """Book that what the partner owes is taken off."""
    if money.owed:
        moves = {claw_back(made.partner_id): money.owed, commission_due(made.partner_id): -money.owed}
        book = money_of(of.programme.community_id, of.currency)
        book_entry(key=f"netted:{made.pk}", kind="netted", book=book, moves=moves, at=now, subject=made.pk)


def send_batch(*, batch: int, actor: Actor, now: datetime) -> int:
    """Send every payout of a batch that is prepared and whose partner is one; return how many are sent or paid.

    One that nobody knows of keeps none of the others waiting, but many do: whoever brings the money is silent then.
    Raises the first ProviderFailed or Conflict at the end.
    """
    rows = Payout.objects.filter(batch=batch, state=P.PREPARED, partner__state=PartnerState.APPROVED).order_by("pk")
    sent, wrong = 0, []  # type: tuple[int, list[ProviderFailed | Conflict]]
    for pk in list(rows.values_list("pk", flat=True)):
        try:
            sent += send_payout(payout=pk, actor=actor, now=now).state != P.FAILED
        except (ProviderFailed, Conflict) as error:
            wrong.append(error)
        if len(wrong) == MANY_WRONG:
            break
    if wrong:
        raise wrong[0]
    return sent


def send_payout(*, payout: int, actor: Actor, now: datetime) -> Payout:
    """Have a payout brought: asked outside of any transaction, under the same mark each time.

    Raises Conflict for one that failed, and for a partner who is none at present; ProviderFailed where nobody knows
    whether it was brought: it stays prepared, and is sent again.
    """
    row = Payout.objects.select_related("batch__programme", "partner").get(pk=payout)
    require(actor, Permission.PAY_PARTNERS, row.batch.programme.community_id)
    if row.state in (P.SENT, P.PAID):
        return row
    if row.state == P.FAILED:
        raise Conflict(_("That is not possible for this payout now."), field="state")
    refuse_no_partner(row.partner)
    amount, to = Money(row.amount, row.batch.currency), Payee(row.name, row.country, row.account)
    try:
        sent = provider_for(row).send(once=row.once, amount=amount, to=to)
    except PayoutFailed as error:
        return note_answer(payout=payout, state=P.FAILED, word=str(error), actor=actor, now=now)
    state, word = (P.PAID, sent.reference or row.once) if sent.done else (P.SENT, sent.reference)
    return note_answer(payout=payout, state=state, word=word, actor=actor, now=now)


def refuse_no_partner(row: Partner) -> None:
    """Refuse to pay who is suspended or banned: what they have stays put until they are taken back."""
    if row.state != PartnerState.APPROVED:
        raise Conflict(_("Who is to be paid is no partner at present."), field="state")


@transaction.atomic
def note_answer(*, payout: int, state: PayoutState, word: str, actor: Actor, now: datetime) -> Payout:
    """Note what the provider says of a payout; once, however many asked."""
    row = held_payout(payout)
    if FURTHER.index(state) <= FURTHER.index(PayoutState(row.state)) or (state == P.SENT and row.state != P.PREPARED):
        return row
    row.tries += row.state == P.PREPARED
    made = turned(row, state, clean(word), actor, now)
    if state == P.PAID:
        book_paid(made, row.batch.provider, now)
    return made


def held_payout(payout: int) -> Payout:
    """Lock a payout."""
    return locked(Payout.objects.filter(pk=payout).select_related("batch__programme", "partner"))


@transaction.atomic
def turn_payout(*, payout: int, state: str, word: str = "", actor: Actor, now: datetime) -> Payout:
    """Say that a payout that was sent is there, or failed; one that failed is paid by hand, or prepared again.

    Of one that is to be taken in WeChat, WeChat says it, until it has forgotten. Prepared again it goes by the papers
    of today.
    `word` is what was seen: its reference, or why it failed. What is paid stays paid. Raises Conflict for a way that
    does not exist and for a partner who is none at present, Invalid where nobody says what was seen.
    """
    row = held_payout(payout)
    require(actor, Permission.PAY_PARTNERS, row.batch.programme.community_id)
    if row.state == state:
        return row
    if row.state == P.SENT and row.batch.provider == WECHAT and (row.asked_at or now) > now - ANSWERS_FOR:
        raise Conflict(_("WeChat says what became of it. Call it back, if nobody is to take it."), field="state")
    if state not in NEXT[row.state]:
        raise Conflict(_("That is not possible for this payout now."), field="state")
    if row.state == P.FAILED:
        refuse_no_partner(row.partner)
    if state == P.PREPARED:
        prepare_again(row)
    elif not clean(word):
        raise Invalid(_("Say what you saw: the number of the transfer, or why it failed."), field="word")
    made = turned(row, PayoutState(state), "" if state == P.PREPARED else clean(word), actor, now)
    if state == P.PAID:
        book_paid(made, MANUAL, now)
    return made


def prepare_again(row: Payout) -> None:
    """Let a payout that failed be sent again, to where its partner says by now."""
    row.asked_at, row.asked_of = None, ""
    if papers := Papers.objects.filter(partner=row.partner).first():
        address_to(row, papers)


def turned(row: Payout, state: PayoutState, word: str, actor: Actor, now: datetime) -> Payout:
    """Write what became of a payout that is locked, and tell it."""
    row.state, row.changed_at = state, now
    row.reference = row.reference if state == P.FAILED else word[:120] or row.reference
    row.why_not = word[:300] if state == P.FAILED else ""
    row.save()
    return tell(PayoutTurned, row, actor, now)


def book_paid(row: Payout, by: str, now: datetime) -> None:
    """Book that a partner has the money, once, and out of whose hands."""
    batch = row.batch
    book_entry(
        key=f"payout:{row.pk}", kind="payout", book=money_of(batch.programme.community_id, batch.currency), at=now,
        moves={commission_due(row.partner_id): row.amount, cash(by): -row.amount}, subject=row.pk,
    )  # fmt: skip


def tell(kind: type[PayoutPrepared] | type[PayoutTurned], row: Payout, actor: Actor, now: datetime) -> Payout:
    """Tell what became of a payout."""
    data: dict[str, Json] = {
        "payout": row.pk, "state": str(row.state), "amount": row.amount, "currency": row.batch.currency,
    }  # fmt: skip
    facts: dict[str, Any] = {"community": row.batch.programme.community_id, "actor": actor.account}
    publish(kind(at=now, subject=row.partner_id, member=row.partner.member_id, data=data, **facts))
    return row
