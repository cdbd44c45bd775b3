"""What a test of prices says, in plain words, with its curve."""

from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coterie.kit.money import Money
from coterie.market.models import Ladder
from coterie.market.queries.ladders import Tally, tallies_of
from coterie.review.queries.words import in_a_row, money, percent
from coterie.review.rules.comparison import FEW_DONE, FEW_SEEN
from coterie.review.rules.ladder import Finding, Judgement, Size, judged
from coterie.web.drawing.line import Series

SENTENCES: dict[Finding, Promise] = {
    Finding.BROKEN: gettext_lazy(
        "The parts are too unequal for chance. Something sends visitors to one price only: do not trust the figures."
    ),
    Finding.NOT_YET: gettext_lazy(
        "Not yet: the difference may be chance. You may look as often as you like; wait until this says otherwise."
    ),
}


@dataclass(frozen=True, slots=True)
class SizeLine:
    """One size in the table."""

    tally: Tally
    share: float | None
    each: int | None
    """Profit per visitor in minor units."""
    low: int | None
    high: int | None
    """By how much it surely lies below the best, at least and at most."""


@dataclass(frozen=True, slots=True)
class LadderVerdict:
    """A test with its figures, its sentence and its curve, the cheapest first."""

    lines: list[SizeLine]
    judgement: Judgement
    sentence: str
    best: Tally | None


def verdict_of(row: Ladder) -> LadderVerdict:
    """Judge a test."""
    tallies = tallies_of(row)[::-1]
    found = judged([Size(**tally.judged) for tally in tallies])
    gaps = {gap.size: (round(gap.low), round(gap.high)) for gap in found.gaps}
    lines = [line_of(tally, *gaps.get(place, (None, None))) for place, tally in enumerate(tallies)]
    best = tallies[found.best] if found.best is not None else None
    return LadderVerdict(lines, found, sentence_of(found, best, row), best)


def line_of(tally: Tally, low: int | None, high: int | None) -> SizeLine:
    """Return one size as the table shows it."""
    share = tally.buyers / tally.people if tally.people else None
    return SizeLine(tally, share, round(tally.profit / tally.people) if tally.people else None, low, high)


def sentence_of(found: Judgement, best: Tally | None, row: Ladder) -> str:
    """Return the finding as a sentence, and what it means."""
    if found.finding is Finding.EARLY:
        told = _("Not yet: this needs %(seen)s visitors of each price and %(done)s buyers before it says anything.")
        return told % {"seen": FEW_SEEN, "done": FEW_DONE}
    if found.finding is not Finding.BEST or best is None:
        return str(SENTENCES[found.finding])
    facts = {"offer": best.rung.offer.title, "price": money(Money(best.price, row.community.currency))}
    return _("“%(offer)s” for %(price)s brings most per visitor. Keep it.") % facts


def curve_of(verdict: LadderVerdict, row: Ladder) -> dict[str, Any]:
    """Return the curve: over the prices how many buy, and what a visitor brings."""
    currency = row.community.currency
    labels = [money(Money(line.tally.price, currency)) for line in verdict.lines]
    shares = [None if line.share is None else round(line.share * 100, 1) for line in verdict.lines]
    each = [None if line.each is None else float(Money(line.each, currency).decimal) for line in verdict.lines]
    return {
        "labels": labels,
        "buyers": [Series(_("Buyers among 100 visitors"), shares)],
        "profit": [Series(_("Profit per visitor"), each)],
        "meaning": meaning_of(verdict, row),
    }


def meaning_of(verdict: LadderVerdict, row: Ladder) -> str:
    """Say in a sentence what the curve shows."""
    known = [line for line in verdict.lines if line.share is not None and line.each is not None]
    if len(known) < len(verdict.lines):
        return _("Not every price was shown yet.")
    most = max(known, key=lambda line: line.share or 0)
    best = max(known, key=lambda line: line.each or 0)
    facts = {"buyers": percent(most.share or 0), "price": money(Money(most.tally.price, row.community.currency))}
    first = _("Most people buy at %(price)s: %(buyers)s of the visitors.") % facts
    profit = {
        "price": money(Money(best.tally.price, row.community.currency)),
        "each": money(Money(best.each or 0, row.community.currency)),
    }
    return in_a_row(first, _("A visitor brings most at %(price)s: %(each)s on average.") % profit)
