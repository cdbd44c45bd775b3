"""A member's statement: every movement of their points, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from coterie.platform.ledger.models import LedgerLeg
from coterie.platform.ledger.reading import statement_of
from coterie.rewards.models import Award, Envelope, Purchase
from coterie.rewards.queries.purses import book_of, wallet


@dataclass(frozen=True, slots=True)
class Line:
    """One movement: how much, what was there afterwards, and why: `kind` with the award, prize or envelope it was."""

    at: datetime
    points: int
    balance: int
    kind: str
    award: Award | None
    prize: str
    envelope: Envelope | None


def movements_of(community: int, member: int) -> QuerySet[LedgerLeg]:
    """The movements of a member's points, the latest first."""
    return statement_of(book_of(community), wallet(member))


def lines_of(legs: Sequence[LedgerLeg]) -> list[Line]:
    """Return movements with what they were for."""
    entries = {leg.entry.reverses_id or leg.entry_id for leg in legs}
    awards = {row.entry: row for row in Award.objects.filter(entry__in=entries).select_related("giver")}
    bought = dict(Purchase.objects.filter(entry__in=entries).values_list("entry", "prize__name"))
    subjects = {leg.entry.subject or 0 for leg in legs if leg.entry.kind in {"share", "envelope", "envelope_rest"}}
    envelopes = {row.pk: row for row in Envelope.objects.filter(pk__in=subjects).select_related("member", "group")}
    return [line_of(leg, awards, bought, envelopes) for leg in legs]


def line_of(leg: LedgerLeg, awards: dict[int, Award], bought: dict[int, str], envelopes: dict[int, Envelope]) -> Line:
    """Return one movement with what it was for."""
    of = leg.entry.reverses_id or leg.entry_id
    envelope = envelopes.get(leg.entry.subject) if leg.entry.subject else None
    return Line(leg.at, leg.amount, leg.balance, leg.entry.kind, awards.get(of), bought.get(of, ""), envelope)
