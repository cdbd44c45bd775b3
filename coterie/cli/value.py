"""`coterie value`."""

from datetime import datetime
from pathlib import Path

import click

from coterie.cli.answer import Answer, answering_of_file
from coterie.kit.errors import Invalid
from coterie.reach.formats.purchases.format import Ledger, read
from coterie.reach.formats.source import Source
from coterie.review.queries.value_json import FIRST_DAY, rows_json, value_json
from coterie.review.rules.buyers import WEEK, Sales, sales_of
from coterie.review.rules.valuation import tried, valued

AHEAD = 39.0
"""Weeks that `value` looks ahead where no days are kept back."""
SHOWN = 1000
"""Unparsed lines that are shown; all are counted."""


def three(_context: click.Context, _option: click.Parameter, text: str) -> list[str]:
    """Return the names of three columns. Raises BadParameter for fewer or more."""
    names = [name.strip() for name in text.split(",")] if text else []
    if text and (len(names) != 3 or not all(names)):
        raise click.BadParameter("name three: the columns of the customer, the date and the amount")
    return names


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--columns", default="", metavar="ID,DATE,AMOUNT", callback=three,
    help="Which columns, by name or counted from 1; default they are found.",
)  # fmt: skip
@click.option(
    "--holdout", type=click.DateTime(formats=["%Y-%m-%d"]), metavar="DAY",
    help="Keep this day and all later ones back, and hold the forecast against them.",
)  # fmt: skip
@click.option(
    "--rows", is_flag=True, help="Each customer too: the chance to be alive, and the value of the coming weeks."
)
@answering_of_file
def value(file: Path, columns: list[str], holdout: datetime | None, rows: bool) -> Answer:
    """Say what the customers in FILE are worth: who still buys, how often, for how much, and who they are."""
    ledger = read(Source.of(file), columns)
    sales = sales_of(ledger.customers, ledger.days, ledger.amounts)
    last = int(sales.day.max())
    end = holdout.toordinal() - FIRST_DAY - 1 if holdout else last
    refuse_beyond(sales, end, last, kept_back=holdout is not None)
    found = valued(sales, end=end, weeks=(last - end) / WEEK if holdout else AHEAD)
    answer = value_json(found, tried(found, last) if holdout else None)
    return {**answer, **of_file(ledger), **({"rows": list(rows_json(found))} if rows else {})}


def refuse_beyond(sales: Sales, end: int, last: int, *, kept_back: bool) -> None:
    """Raise Invalid when a day parts nothing: it must leave purchases before it and days after it."""
    if kept_back and not int(sales.day.min()) <= end < last:
        raise Invalid("the first day kept back must lie after the first purchase and not after the last one")


def of_file(ledger: Ledger) -> dict[str, object]:
    """Return what the file itself shows."""
    return {
        "currency": ledger.currency or None,
        "unpaid": ledger.unpaid,
        "unparsed_count": len(ledger.unparsed),
        "unparsed": ledger.unparsed[:SHOWN],
    }
