"""A statement of commission (self-billing) on pages of A4, in the reader's language."""

from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from coterie.kit.sheet.letter import (
    EDGE,
    HEIGHT,
    RIGHT,
    SMALL,
    SOFT,
    STEP,
    at_right,
    broken_at,
    day,
    facts,
    money,
    page,
    rule,
    words,
)
from coterie.kit.sheet.pdf import document
from coterie.kit.sheet.sheet import Sheet, Thing

LOWEST = HEIGHT - 80
"""Where lines end, above the foot."""
FOOT = HEIGHT - 34
TOP = 66.0
"""Where a further page begins, below its name."""
AMOUNT, ROW = 86.0, 30.0


@dataclass(frozen=True, slots=True)
class StatementRow:
    """What was earned by an order or by work, or taken back; `net` is of what, in minor units, nothing for work."""

    order: str
    what: str
    on: date
    net: int | None
    amount: int


@dataclass(frozen=True, slots=True)
class Statement:
    """Who writes to whom what is paid, the day by the community's clock; the rows add up to `amount`."""

    number: int
    issuer: str
    name: str
    address: str
    country: str
    tax_id: str
    account: str
    state: str
    on: date
    reference: str
    currency: str
    rows: tuple[StatementRow, ...]
    amount: int

    @property
    def title(self) -> str:
        """What it is called."""
        return _("Statement %(number)s") % {"number": self.number}


def statement_pdf(statement: Statement) -> bytes:
    """Return a statement as a document; Chinese signs come from our own fonts."""
    return document(*statement_sheets(statement))


def statement_sheets(statement: Statement) -> list[Sheet]:
    """Lay a statement out: who and where above, the rows on as many pages as they need, the sum below the last."""
    pages, things, y = spread(statement, *head(statement))
    things, y = [*things, *columns(y + 6)], y + 6 + STEP
    for row in statement.rows:
        if y > LOWEST:
            pages.append(things)
            things, y = again(statement)
        things += [rule(y - 12), *row_of(row, statement.currency, y)]
        y += ROW
    total = money(statement.amount, statement.currency)
    things += [rule(y - 12), words(_("Sum"), EDGE, y + 4, bold=8.0), at_right(total, RIGHT, y + 4, bold=8.0)]
    return [page([*each, *foot(place, len(pages) + 1)], statement.title) for place, each in enumerate([*pages, things])]


def head(statement: Statement) -> tuple[list[Thing], float]:
    """Return what stands above the rows, and where it ends; that may be below the page."""
    names = {"community": statement.issuer, "name": statement.name}
    said = _("%(community)s writes this statement for %(name)s (self-billing).") % names
    things: list[Thing] = [
        words(statement.issuer, EDGE, 58, size=18, bold=8.0), words(statement.title, EDGE, 84, size=13),
    ]  # fmt: skip
    y = 106.0
    for line in broken_at(said, RIGHT - EDGE, SMALL):
        things.append(words(line, EDGE, y, size=SMALL, colour=SOFT))
        y += STEP - 4
    above, y = facts(facts_of(statement), y + 8)
    return [*things, *above], y


def spread(statement: Statement, things: list[Thing], y: float) -> tuple[list[list[Thing]], list[Thing], float]:
    """Return the pages that a long head fills, what of it stands on the last, and where it ends: a row is below it."""
    pages = []
    while y + 6 + STEP > LOWEST:
        below = [one for one in things if one.y > LOWEST]
        higher = min((one.y for one in below), default=y) - TOP
        pages.append([one for one in things if one.y <= LOWEST])
        things = [name_of(statement), *(replace(one, y=one.y - higher) for one in below)]
        y -= higher
    return pages, things, y


def again(statement: Statement) -> tuple[list[Thing], float]:
    """Return what stands above the rows of a further page, and where these begin."""
    return [name_of(statement), *columns(TOP)], TOP + STEP


def name_of(statement: Statement) -> Thing:
    """Return what a further page is called."""
    return words(f"{statement.issuer} · {statement.title}", EDGE, 44, size=SMALL, colour=SOFT)


def facts_of(statement: Statement) -> list[tuple[str, str]]:
    """Return to whom and where, and how far it is."""
    return [
        (_("Paid to"), statement.name),
        (_("Address"), f"{statement.address}\n{statement.country}"),
        (_("Tax number"), statement.tax_id),
        (_("Account"), statement.account),
        (_("State"), f"{statement.state} · {day(statement.on)}"),
        (_("Reference"), statement.reference),
    ]


def columns(y: float) -> list[Thing]:
    """Return the heads of the columns."""
    left, right = words(_("Order"), EDGE, y, size=SMALL, colour=SOFT), _("Commission")
    return [left, at_right(right, RIGHT, y, size=SMALL, colour=SOFT)]


def row_of(row: StatementRow, currency: str, y: float) -> list[Thing]:
    """Return a row: for what, and how much; below it when, what happened, and of how much."""
    below = f"{day(row.on)} · {row.what}"
    if row.net is not None:
        below += f" · {_('Net')} {money(row.net, currency)}"
    return [
        words(row.order, EDGE, y, most=RIGHT - EDGE - AMOUNT),
        at_right(money(row.amount, currency), RIGHT, y),
        words(below, EDGE, y + 12, size=SMALL, colour=SOFT),
    ]


def foot(place: int, pages: int) -> list[Thing]:
    """Return which page it is, where there are several."""
    said = _("Page %(page)s of %(pages)s") % {"page": place + 1, "pages": pages}
    return [at_right(said, RIGHT, FOOT, size=SMALL, colour=SOFT)] if pages > 1 else []
