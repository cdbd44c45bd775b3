"""The books for accountants: a journal as a table, and as text that `hledger` reads.

The text has one transaction for each entry, as the manual of hledger 1.40 describes its journal format: a date, the
number of the entry in brackets, a description, and postings of an account, two spaces, an amount and its currency.
The accounts are declared at the top with what they are called.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from coterie.kit.actor import Actor
from coterie.kit.money import Money
from coterie.market.models import Payment
from coterie.market.queries.books import ABOUT_PAYMENTS
from coterie.market.queries.ledger import accounts_run_by
from coterie.market.queries.ledger_words import accounts_called, code_of, kind_called
from coterie.platform.ledger.models import LedgerEntry

CHUNK = 500


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One leg of an entry: what came to an account (debit) or went from it (credit), in minor units."""

    day: date
    entry: int
    account: str
    name: str
    amount: int
    currency: str
    text: str

    @property
    def debit(self) -> Money | None:
        """What came to the account."""
        return Money(self.amount, self.currency) if self.amount > 0 else None

    @property
    def credit(self) -> Money | None:
        """What went from it."""
        return Money(-self.amount, self.currency) if self.amount < 0 else None


def journal_of(
    actor: Actor, community: int, entries: Sequence[LedgerEntry], *, zone: str
) -> Iterator[list[JournalLine]]:
    """Yield the lines of each entry, those of one book; days are the community's."""
    accounts = {row.pk: row for row in accounts_run_by(actor, community)}
    names = accounts_called(actor, community, accounts.values())
    orders = numbers_of(community, entries)
    for entry in entries:
        text = " ".join(filter(None, (kind_called(entry.kind), orders.get(entry.pk, ""))))
        day = entry.at.astimezone(ZoneInfo(zone)).date()
        yield [
            JournalLine(
                day, entry.pk, code_of(accounts[leg.account_id]), names[leg.account_id], leg.amount, entry.book, text
            )
            for leg in entry.legs.all()
        ]


def numbers_of(community: int, entries: Iterable[LedgerEntry]) -> dict[int, str]:
    """Return the numbers of the orders that entries are about, by entry."""
    about = {one.pk: one.subject for one in entries if one.subject is not None and one.kind in ABOUT_PAYMENTS}
    subjects, rows = list(set(about.values())), dict[int, str]()
    for start in range(0, len(subjects), CHUNK):
        paid = Payment.objects.filter(pk__in=subjects[start : start + CHUNK], order__community=community)
        rows.update(paid.values_list("pk", "order__number"))
    return {entry: rows[payment] for entry, payment in about.items() if payment in rows}


def hledger_text(entries: Iterable[list[JournalLine]]) -> str:
    """Return the journal as text that hledger reads."""
    told = list(entries)
    names = {line.account: line.name for lines in told for line in lines}
    heads = [f"account {code}  ; {one_line(name)}\n" for code, name in sorted(names.items())]
    return "".join([*heads, *("\n" + transaction_text(lines) for lines in told)])


def transaction_text(lines: Sequence[JournalLine]) -> str:
    """Return one entry as hledger reads it."""
    first = lines[0]
    head = f"{first.day.isoformat()} ({first.entry}) {one_line(first.text)}\n"
    return head + "".join(posting_text(line) for line in lines)


def posting_text(line: JournalLine) -> str:
    """Return one leg as hledger reads it."""
    return f"    {line.account}  {Money(line.amount, line.currency).decimal:f} {line.currency}\n"


def one_line(text: str) -> str:
    """Return a text without what hledger reads as its own: ends of lines, and the sign of a comment."""
    return " ".join(text.replace(";", ",").split())
