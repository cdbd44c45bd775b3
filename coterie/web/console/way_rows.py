"""The rows behind a figure as a table that people can read."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from coterie.communities.models import Community
from coterie.kit.actor import Actor
from coterie.kit.money import Money
from coterie.market.queries.orders import orders_visible_to
from coterie.members.queries.members import keys_of, names_of
from coterie.review.queries.activity import EPOCH_DAY
from coterie.review.queries.way_rows import Counted, Row
from coterie.review.queries.words import money, whole_number
from coterie.web.console.way_names import Called


@dataclass(frozen=True, slots=True)
class RowTable:
    """Rows with their headings; the first cell of a row may lead somewhere."""

    title: str
    head: Sequence[str]
    rows: Sequence[tuple[str, Sequence[str]]]
    """Each an address (or nothing) and the cells."""
    total: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What is needed to put rows into words."""

    called: Called
    people: dict[int, str]
    keys: dict[int, str]
    orders: dict[int, str]
    slug: str

    def place(self, row: Row) -> str:
        """Return the placement of a row, if it has one."""
        return self.called.places.get(row["code"], "")

    def member(self, row: Row) -> tuple[str, str]:
        """Return a member's page and name; who was erased has neither."""
        key = self.keys.get(row["member"])
        address = reverse("console:member", args=[self.slug, key]) if key else ""
        return address, self.people.get(row["member"], "–")


def table_of(counted: Counted, rows: list[Row], called: Called, actor: Actor, community: Community) -> RowTable:
    """Return the rows of a figure in words."""
    people = {row["member"] for row in rows if "member" in row}
    bought = [row["order"] for row in rows if "order" in row]
    numbers = (
        dict(orders_visible_to(actor, community.pk).filter(pk__in=bought).values_list("pk", "number")) if bought else {}
    )
    reading = Reading(called, names_of(community.pk, people), keys_of(community.pk, people), numbers, community.slug)
    title, head, read, total = TABLES[counted]()
    return RowTable(title, head, [read(row, reading) for row in rows], total(rows))


def moment(value: datetime | None) -> str:
    """Write a moment in the reader's zone."""
    return date_format(localtime(value), "SHORT_DATETIME_FORMAT") if value else "–"


def day(number: int) -> str:
    """Write a day."""
    return date_format(EPOCH_DAY + timedelta(days=number), "SHORT_DATE_FORMAT")


def look(row: Row, reading: Reading) -> tuple[str, Sequence[str]]:
    """Read a look; repeated ones are counted without a name."""
    who = str(row["visitor"]) if row["visitor"] else _("people who came again")
    return "", (moment(row["at"]), who, reading.place(row), whole_number(row["looks"]))


def visitor(row: Row, _reading: Reading) -> tuple[str, Sequence[str]]:
    """Read a visitor."""
    return "", (str(row["visitor"]), moment(row["first"]), moment(row["last"]), whole_number(row["looks"]))


def join(row: Row, reading: Reading) -> tuple[str, Sequence[str]]:
    """Read somebody who joined."""
    address, name = reading.member(row)
    return address, (name, reading.place(row), moment(row["at"]), moment(row["spoke"]))


def cost(row: Row, reading: Reading) -> tuple[str, Sequence[str]]:
    """Read a cost."""
    whole, part = (money(Money(row[name], row["currency"])) for name in ("amount", "part"))
    return "", (f"{day(row['first_day'])} – {day(row['last_day'])}", reading.place(row), whole, part)


def purchase(row: Row, reading: Reading) -> tuple[str, Sequence[str]]:
    """Read a payment or a refund."""
    address, name = reading.member(row)
    number = reading.orders.get(row["order"], "–")
    return address, (name, number, moment(row["at"]), money(Money(row["amount"], row["currency"])))


def counted_rows(rows: list[Row]) -> str:
    """Count rows."""
    return whole_number(len(rows))


def counted_looks(rows: list[Row]) -> str:
    """Add looks up."""
    return whole_number(sum(row["looks"] for row in rows))


def summed(name: str) -> Callable[[list[Row]], str]:
    """Return what adds amounts up, each currency for itself."""

    def total(rows: list[Row]) -> str:
        sums: dict[str, int] = {}
        for row in rows:
            sums[row["currency"]] = sums.get(row["currency"], 0) + row[name]
        return " + ".join(money(Money(minor, currency)) for currency, minor in sorted(sums.items())) or "0"

    return total


Table = tuple[str, Sequence[str], Callable[[Row, Reading], tuple[str, Sequence[str]]], Callable[[list[Row]], str]]
TABLES: dict[Counted, Callable[[], Table]] = {
    Counted.VIEWS: lambda: (_("Views"), (_("When"), _("Visitor"), _("Placement"), _("Views")), look, counted_looks),
    Counted.VISITORS: lambda: (
        _("Visitors"), (_("Visitor"), _("First look"), _("Last look"), _("Views")), visitor, counted_rows
    ),
    Counted.JOINS: lambda: (
        _("Joined"), (_("Name"), _("Placement"), _("Joined"), _("First message")), join, counted_rows
    ),
    Counted.ACTIVATED: lambda: (
        _("Activated"), (_("Name"), _("Placement"), _("Joined"), _("First message")), join, counted_rows
    ),
    Counted.COST: lambda: (
        _("Cost"), (_("Days"), _("Placement"), _("Amount"), _("In this period")), cost, summed("part")
    ),
    Counted.REVENUE: lambda: (
        _("Later revenue"), (_("Name"), _("Order"), _("When"), _("Amount")), purchase, summed("amount")
    ),
}  # fmt: skip
