"""How much a partner has of an order, whose customer somebody is, and where a commission is. Pure."""

import re
import unicodedata
from calendar import monthrange
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from coterie.partners.enums import WHOLE, Buyer, EntryKind, PayoutState, Standing, Touch


class Special(NamedTuple):
    """A rate of its own: for an offer or all (None), for whose orders, and from how much on that was brought."""

    offer: int | None
    buyer: str
    brought: int
    rate: int


def rate_for(specials: Iterable[Special], usual: int, *, offer: int, again: bool, brought: int) -> int:
    """Return the rate of a line in basis points: an offer's own before a buyer's before a tier's before the usual."""
    buyer = Buyer.REPEAT if again else Buyer.NEW
    fitting = [
        one
        for one in specials
        if one.offer in (None, offer) and one.buyer in (Buyer.ANY, buyer) and one.brought <= brought
    ]
    best = max(fitting, key=lambda one: (one.offer is not None, one.buyer != Buyer.ANY, one.brought), default=None)
    return usual if best is None else best.rate


def part_of(net: int, rate: int) -> int:
    """Return a rate's part of an amount; what is less than a minor unit stays with the merchant."""
    return net * rate // WHOLE


def most_pieces(most: int, amount: int, budget: int | None) -> int:
    """Return how many pieces of work a bounty can pay for: so many, and no more than its budget is enough for."""
    return most if budget is None else min(most, budget // amount)


def kept_of(earned: int, net: int, left: int) -> int:
    """Return how much of a commission stays, where so much of the line was not given back."""
    return earned * left // net if net else 0


def counts_until(began_at: datetime, months: int | None, zone: str) -> datetime | None:
    """Return until when orders count of who became a customer then: so many months by the community's calendar."""
    if months is None:
        return None
    local = began_at.astimezone(ZoneInfo(zone))
    year, month = divmod(local.year * 12 + local.month - 1 + months, 12)
    return local.replace(year=year, month=month + 1, day=min(local.day, monthrange(year, month + 1)[1]))


class Touched(NamedTuple):
    """That a browser came by a partner's link: the first time and the last."""

    partner: int
    first_at: datetime
    last_at: datetime


def whose(touches: Collection[Touched], touch: str) -> int | None:
    """Return of which partner somebody is a customer who came by some links."""
    if not touches:
        return None
    if touch == Touch.FIRST:
        return min(touches, key=lambda one: (one.first_at, one.partner)).partner
    return max(touches, key=lambda one: (one.last_at, one.partner)).partner


def may_take_over(touch: str, locked_until: datetime, now: datetime) -> bool:
    """Tell whether another partner can take a customer over: after the lock, and where the last link counts."""
    return touch == Touch.LAST and locked_until <= now


class Fact(NamedTuple):
    """One entry of a commission, in the order of what happened; `payout`: where the money is that it is part of."""

    kind: str
    net: int = 0
    amount: int = 0
    payout: str | None = None


@dataclass(frozen=True, slots=True)
class Folded:
    """Where a commission is: how much of it there is, of how much that was paid, and what the partner owes of it."""

    standing: Standing
    amount: int
    net: int
    owed: int


def fold(facts: Sequence[Fact], *, settled: bool) -> Folded:
    """Return where a commission is by its entries; nothing else says so."""
    amount, net = sum(fact.amount for fact in facts), sum(fact.net for fact in facts)
    earned = next((fact for fact in facts if fact.kind == EntryKind.EARNED), Fact(EntryKind.EARNED))
    owed = -sum(fact.amount for fact in facts if fact.kind == EntryKind.REVERSED and fact.payout is None)
    owed = owed if earned.payout is not None else 0
    return Folded(standing_of(facts, earned, amount, settled=settled), amount, net, owed)


def standing_of(facts: Sequence[Fact], earned: Fact, amount: int, *, settled: bool) -> Standing:
    """Return where a commission is: what was taken by a payout is its business, whatever happens afterwards."""
    if amount <= 0:
        return Standing.REVERSED
    if earned.payout is not None:
        return Standing.PAID if earned.payout == PayoutState.PAID else Standing.IN_PAYOUT
    if is_held(fact.kind for fact in facts):
        return Standing.HELD
    return Standing.AVAILABLE if settled else Standing.PENDING


def is_held(kinds: Iterable[str]) -> bool:
    """Tell whether what happened last to a commission is that it was held."""
    turns = [kind for kind in kinds if kind in (EntryKind.HELD, EntryKind.RELEASED)]
    return bool(turns) and turns[-1] == EntryKind.HELD


FORMS = re.compile(
    r"\b(?:ltd|limited|inc|incorporated|llc|corp|corporation|co|company|gmbh|ag|plc|pte|sa|sarl|bv)\b"
    r"|(?:股份|责任)?有限(?:责任)?公司|公司"
)
"""Legal forms, by which nobody tells two companies apart."""


def same_company(name: str) -> str:
    """Return what is the same however a company is written: without case, marks and its legal form."""
    whole = unicodedata.normalize("NFKC", name).casefold()
    short = "".join(mark for mark in FORMS.sub(" ", whole) if mark.isalnum())
    return (short or "".join(mark for mark in whole if mark.isalnum()))[:120]


PLACE = re.compile(r"\{(\w*)\}")
"""Where something of the partner's own is put into a ready text."""
PLACES = frozenset({"link", "code"})
BRACES = frozenset("{}")


def has_odd_braces(text: str) -> bool:
    """Tell whether a ready text has braces in which nothing can be put."""
    return not BRACES.isdisjoint(PLACE.sub("", text))


def places_in(text: str) -> set[str]:
    """Return what is to be put into a ready text."""
    return set(PLACE.findall(text))


def filled(text: str, link: str, code: str) -> str:
    """Return a ready text with a partner's own link and code."""
    own = {"link": link, "code": code}
    return PLACE.sub(lambda found: own.get(found[1], found[0]), text)
