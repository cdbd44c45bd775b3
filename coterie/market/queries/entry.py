"""One entry of the ledger: its legs, what it belongs to, what it takes back and what took it back."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from coterie.kit.actor import Actor
from coterie.market.models import Order, Payment, Refund
from coterie.market.queries.books import ABOUT_PAYMENTS
from coterie.market.queries.ledger_words import accounts_called, kind_called
from coterie.platform.ledger.models import LedgerEntry, LedgerLeg
from coterie.rewards.queries.purses import POINTS
from coterie.rewards.queries.statement import lines_of


@dataclass(frozen=True, slots=True)
class LegLine:
    """One leg in words."""

    account: int
    name: str
    amount: int


@dataclass(frozen=True, slots=True)
class EntrySheet:
    """An entry with all that is known about it; what it belongs to is None where it does not apply."""

    entry: LedgerEntry
    called: str
    legs: tuple[LegLine, ...]
    reversals: tuple[LedgerEntry, ...]
    order: Order | None
    payment: Payment | None
    refund: Refund | None
    reward: str
    """A prize, an envelope's words, the note of an award."""


def sheet_of(actor: Actor, entry: LedgerEntry) -> EntrySheet:
    """Return an entry, found by `entries_run_by`, with what it belongs to."""
    legs = list(entry.legs.all())
    names = accounts_called(actor, entry.community, [leg.account for leg in legs])
    lines = tuple(LegLine(leg.account_id, names[leg.account_id], leg.amount) for leg in legs)
    payment = payment_of(entry)
    return EntrySheet(
        entry, kind_called(entry.kind), lines, tuple(entry.reversals.all()), payment.order if payment else None,
        payment, refund_of(entry), reward_of(entry, legs),
    )  # fmt: skip


def payment_of(entry: LedgerEntry) -> Payment | None:
    """Return the payment that an entry in money is about; its number is the entry's subject."""
    if entry.kind not in ABOUT_PAYMENTS or entry.book == POINTS or entry.subject is None:
        return None
    rows = Payment.objects.filter(pk=entry.subject, order__community=entry.community)
    return rows.select_related("order__customer", "order__member").first()


def refund_of(entry: LedgerEntry) -> Refund | None:
    """Return the refund of an entry: booked by it, or with the goods that came back."""
    key = entry.key.removeprefix("goods-back:") if entry.kind == "goods_back" else ""
    return Refund.objects.filter(Q(entry=entry.pk) | Q(key=key), payment__order__community=entry.community).first()


def reward_of(entry: LedgerEntry, legs: Sequence[LedgerLeg]) -> str:
    """Return what an entry in points was for."""
    if entry.book != POINTS:
        return ""
    line = lines_of(legs[:1])[0]
    envelope = line.envelope.words if line.envelope else ""
    return line.prize or envelope or (line.award.note if line.award else "")
