"""From a look to a payment: by scene and by offer, as rows, a sentence and lines of CSV."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from coterie.communities.models import Community
from coterie.kit.actor import Actor
from coterie.kit.clock import now
from coterie.kit.money import Money
from coterie.market.queries.offer_sales import offer_sales, offers_looked_at
from coterie.review.queries.offer_looks import conversions_in
from coterie.review.queries.words import in_a_row, money, percent, whole_number
from coterie.review.rules.conversion import NOBODY, WINDOW_DAYS, Conversion, Sale, converted

CONVERSION_HEAD = tuple(converted(NOBODY, (), datetime.min.replace(tzinfo=UTC)).figures)


@dataclass(frozen=True, slots=True)
class Line:
    """A scene ("" for none) or an offer, and what became of who looked."""

    name: str
    key: str
    """The offer's; of a scene, none."""
    found: Conversion


@dataclass(frozen=True, slots=True)
class ConversionSheet:
    """Both tables, the one with the most people first."""

    scenes: list[Line]
    offers: list[Line]
    sentence: str


def conversion_sheet(actor: Actor, community: Community) -> ConversionSheet:
    """Return what became of who looked at the offers of a community, for staff."""
    rows = offers_looked_at(actor, community.pk)
    sales = [Sale(*sale) for sale in offer_sales(actor, community.pk)]
    names = {pk: row.scene for pk, row in rows.items()}
    by_offer, by_scene = conversions_in(community.pk, scenes=names, sales=sales, zone=community.timezone, now=now())
    offers = in_order(Line(rows[pk].title, rows[pk].key, found) for pk, found in by_offer.items())
    scenes = in_order(Line(scene, "", found) for scene, found in by_scene.items())
    return ConversionSheet(scenes, offers, sentence_of(offers, community.currency))


def in_order(lines: Iterator[Line]) -> list[Line]:
    """Return lines, the one with the most people first."""
    return sorted(lines, key=lambda line: (-line.found.looked, line.name))


def sentence_of(lines: Sequence[Line], currency: str) -> str:
    """Say what the tables show."""
    looked = [line for line in lines if line.found.looked]
    if not looked:
        return _("Nobody has looked yet. Share the address of an offer, and it shows here who looks and who buys.")
    best = max(looked, key=lambda line: line.found.each or 0)
    facts = {"offer": best.name, "each": money(Money(best.found.each or 0, currency))}
    brings = _("A visitor of “%(offer)s” brings most: %(each)s on average.") % facts if best.found.profit > 0 else ""
    return in_a_row(paying(looked[0]), waiting(looked[0].found.pending), brings)


def paying(line: Line) -> str:
    """Say how many of those pay who looked at what most people look at."""
    share = line.found.share
    if share.rate is None or share.low is None or share.high is None:
        said = _("Whoever looks has %(days)s days to buy; nobody's time is over yet of who looked at “%(offer)s”.")
        return said % {"offer": line.name, "days": WINDOW_DAYS}
    facts = {
        "offer": line.name, "of": whole_number(share.of), "rate": percent(share.rate), "low": percent(share.low),
        "high": percent(share.high), "days": WINDOW_DAYS,
    }  # fmt: skip
    return (
        _(
            "Of %(of)s who looked at “%(offer)s” and had %(days)s days to buy, %(rate)s paid; chance alone could make "
            "it anything from %(low)s to %(high)s."
        )
        % facts
    )


def waiting(people: int) -> str:
    """Say how many are not judged yet."""
    said = ngettext("%(people)s more still has time.", "%(people)s more still have time.", people)
    return said % {"people": whole_number(people)} if people else ""


def cells(found: Conversion) -> tuple[object, ...]:
    """Return the figures of a line as CSV; what is unknown is empty."""
    return tuple("" if figure is None else round(figure, 4) for figure in found.figures.values())
