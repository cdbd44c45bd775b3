"""A receipt on one page of A4, in the reader's language."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from coterie.kit.sheet.letter import (
    EDGE,
    RIGHT,
    SMALL,
    SOFT,
    STEP,
    at_right,
    day,
    facts,
    money,
    page,
    rule,
    words,
)
from coterie.kit.sheet.pdf import document
from coterie.kit.sheet.sheet import Sheet, Thing

AMOUNT = 86.0


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
    above, y = facts(facts_of(receipt), 106.0)
    things += above
    y += 10
    for line in receipt.lines:
        things += [rule(y - 12), *line_of(line, receipt.currency, y)]
        y += STEP
    things += [rule(y - 12), *sums_of(receipt, y + 4)]
    return page(things, title)


def facts_of(receipt: Receipt) -> list[tuple[str, str]]:
    """Return what stands above the lines."""
    return [
        (_("Billed to"), receipt.buyer),
        (_("Sent to"), receipt.address),
        (_("Ordered on"), day(receipt.placed_on)),
        (_("Paid on"), day(receipt.paid_on)),
        (_("Way of paying"), receipt.way),
    ]


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
