"""A receipt on one page of A4, in the reader's language."""

from dataclasses import dataclass
from datetime import date

from babel.dates import format_date
from babel.numbers import format_currency
from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _

from coterie.kit.money import Money
from coterie.kit.sheet.face import Face, measured, shown
from coterie.kit.sheet.lines import fitted
from coterie.kit.sheet.pdf import document
from coterie.kit.sheet.sheet import Box, Colour, Sheet, Thing, Words

WIDTH, HEIGHT, EDGE = 420.0, 594.0, 38.0
"""The shape of A4."""
RIGHT = WIDTH - EDGE
AMOUNT, BODY, SMALL, STEP = 86.0, 10.0, 8.5, 17.0
WHITE: Colour = (255, 255, 255)
INK: Colour = (34, 27, 22)
SOFT: Colour = (95, 86, 78)
LINE: Colour = (214, 208, 198)


@dataclass(frozen=True, slots=True)
class ReceiptLine:
    """So many of one thing; amounts in minor units, `amount` less its part of a discount."""

    title: str
    quantity: int
    price: int
    amount: int
    inside: bool = False
    """Whether it came in a bundle, whose line says what was paid."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """A receipt, its days by the community's clock."""

    number: str
    seller: str
    buyer: str
    address: str
    currency: str
    placed_on: date
    paid_on: date
    way: str
    lines: tuple[ReceiptLine, ...]
    amount: int
    refunded: int

    @property
    def kept(self) -> int:
        """What was paid and not given back."""
        return self.amount - self.refunded


def receipt_pdf(receipt: Receipt) -> bytes:
    """Return a receipt as a document; Chinese signs come from our own fonts."""
    return document(receipt_sheet(receipt))


def receipt_sheet(receipt: Receipt) -> Sheet:
    """Lay a receipt out: who and when above, the lines, the sum below."""
    title = _("Receipt %(number)s") % {"number": receipt.number}
    things: list[Thing] = [
        words(receipt.seller, EDGE, 58, size=18, bold=8.0),
        words(title, EDGE, 84, size=13),
    ]
    y = 106.0
    for label, value in facts_of(receipt):
        things += [words(label, EDGE, y, size=SMALL, colour=SOFT), words(value, EDGE + 96, y)]
        y += STEP
    y += 10
    for line in receipt.lines:
        things += [rule(y - 12), *line_of(line, receipt.currency, y)]
        y += STEP
    things += [rule(y - 12), *sums_of(receipt, y + 4)]
    return Sheet(WIDTH, HEIGHT, WHITE, tuple(things), title=title)


def facts_of(receipt: Receipt) -> list[tuple[str, str]]:
    """Return what stands above the lines, without what is not known."""
    rows = [
        (_("Billed to"), receipt.buyer),
        (_("Sent to"), receipt.address),
        (_("Ordered on"), day(receipt.placed_on)),
        (_("Paid on"), day(receipt.paid_on)),
        (_("Way of paying"), receipt.way),
    ]
    return [(label, value) for label, value in rows if value]


def line_of(line: ReceiptLine, currency: str, y: float) -> list[Thing]:
    """Return a line: how many of what at which price, and what was paid for it; of what is in a bundle how many."""
    if line.inside:
        return [words(f"{line.quantity} × {line.title}", EDGE, y, most=RIGHT - EDGE, size=SMALL, colour=SOFT)]
    each = f"{line.quantity} × {money(line.price, currency)}"
    return [
        words(line.title, EDGE, y, most=RIGHT - EDGE - 2 * AMOUNT),
        at_right(each, RIGHT - AMOUNT, y, size=SMALL, colour=SOFT),
        at_right(money(line.amount, currency), RIGHT, y),
    ]


def sums_of(receipt: Receipt, y: float) -> list[Thing]:
    """Return the sum, and what was given back of it."""
    rows = [(_("Sum"), receipt.amount)]
    if receipt.refunded:
        rows += [(_("Given back"), -receipt.refunded), (_("Paid in the end"), receipt.kept)]
    things: list[Thing] = []
    for place, (label, amount) in enumerate(rows):
        bold = 8.0 if place in (0, len(rows) - 1) else 0.0
        row = y + place * STEP
        things += [words(label, EDGE, row, bold=bold), at_right(money(amount, receipt.currency), RIGHT, row, bold=bold)]
    return things


def words(
    text: str, x: float, y: float, *, size: float = BODY, colour: Colour = INK, bold: float = 0.0, most: float = 0.0
) -> Words:
    """Return a text on one line, cut where it is too long."""
    room = most or RIGHT - x
    found = fitted(
        shown(" ".join(text.split())), most=room, room=size, leading=1e6, sizes=(size,),
        width=lambda wide: lambda part: measured(Face.SANS, part, wide),
    ).lines  # fmt: skip
    return Words(x=x, y=y, text=found[0] if found else "", size=size, colour=colour, face=Face.SANS, bold=bold)


def at_right(
    text: str, right: float, y: float, *, size: float = BODY, colour: Colour = INK, bold: float = 0.0
) -> Words:  # fmt: skip
    """Return a text that ends at `right`."""
    plain = shown(text.replace("\u00a0", " "))
    return Words(
        x=right - measured(Face.SANS, plain, size), y=y, text=plain, size=size, colour=colour, face=Face.SANS, bold=bold
    )


def rule(y: float) -> Box:
    """Return a thin line across the page."""
    return Box(x=EDGE, y=y, width=RIGHT - EDGE, height=0.5, colour=LINE)


def money(minor: int, currency: str) -> str:
    """Write an amount as the reader's language does."""
    return format_currency(Money(minor, currency).decimal, currency, locale=reader())


def day(when: date) -> str:
    """Write a day as the reader's language does."""
    return format_date(when, format="long", locale=reader())


def reader() -> str:
    """Return the locale of who reads."""
    return to_locale(get_language() or "en")
