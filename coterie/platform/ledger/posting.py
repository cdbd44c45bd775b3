"""Booking: the only way by which value moves.

Accounts are taken in one order, so that two entries which share them wait for each other and never both.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from coterie.kit.db.rows import locked
from coterie.kit.db.statement import Kept, stored
from coterie.kit.json import Json
from coterie.platform.events.log import publish
from coterie.platform.ledger.errors import BookedOtherwise, NotEnough, ReversedTwice
from coterie.platform.ledger.events import LedgerPosted
from coterie.platform.ledger.models import LedgerEntry, LedgerLeg

ENTER = """
INSERT INTO ledger_entries (key, at, community, book, kind, subject, reverses_id) VALUES (%s, %s, %s, %s, %s, %s, %s)
    ON CONFLICT (key) DO NOTHING RETURNING id
"""
MOVE = """
UPDATE ledger_accounts SET balance = balance + %s, credited = credited + %s, legs = legs + 1
    WHERE community = %s AND book = %s AND kind = %s AND owner = %s AND (may_owe OR balance + %s >= 0)
    RETURNING id, legs, balance, credited
"""
BEGIN = """
INSERT INTO ledger_accounts (community, book, kind, owner, may_owe, balance, credited, legs)
    VALUES (%s, %s, %s, %s, %s, 0, 0, 0) ON CONFLICT DO NOTHING
"""
WRITE = """
INSERT INTO ledger_legs (entry_id, account_id, amount, at, version, balance, credited, reverses_id)
    VALUES (%s, %s, %s, %s, %s, %s, %s, %s)
"""


class Purse(NamedTuple):
    """An account by what it is for and whose it is; `owner` 0 is the community itself."""

    kind: str
    owner: int = 0
    may_owe: bool = False


class Book(NamedTuple):
    """Where an entry stands: the community, and what is counted."""

    community: int
    book: str


class Booked(NamedTuple):
    """An entry, and whether it was booked now rather than before."""

    entry: int
    fresh: bool


class Draft(NamedTuple):
    """An entry before it is written; `of` has the legs that each purse's leg takes back."""

    key: str
    kind: str
    book: Book
    at: datetime
    subject: int | None
    reverses: int | None = None
    of: Mapping[Purse, int] = MappingProxyType({})


class Moved(NamedTuple):
    """What an account is after a leg."""

    account: int
    version: int
    balance: int
    credited: int


def book_entry(
    *, key: str, kind: str, book: Book, moves: Mapping[Purse, int], at: datetime, subject: int | None = None
) -> Booked:
    """Move value between purses, once for each business key, in the transaction of what it is for.

    Raises NotEnough where a purse would fall below zero, BookedOtherwise where the key has other amounts already,
    ValueError for amounts that do not add up to nothing, TransactionManagementError outside a transaction.
    """
    legs = sorted((purse, amount) for purse, amount in moves.items() if amount)
    if not legs or sum(amount for _purse, amount in legs) != 0:
        raise ValueError("the legs of an entry add up to nothing")
    return write_entry(Draft(key, kind, book, at, subject), legs)


def reverse_entry(
    *, entry: int, key: str, kind: str, at: datetime, share: Mapping[Purse, int] | None = None, each: int | None = None
) -> Booked:
    """Take an entry back, whole or in part: `share` is how much of each leg, as positive numbers; `each` of every one.

    Raises ReversedTwice for more than is left of a leg, and what `book_entry` raises.
    """
    row = locked(LedgerEntry.objects.filter(pk=entry))
    if known := LedgerEntry.objects.filter(key=key).first():
        return Booked(known.pk, fresh=False)
    rows = {Purse(leg.account.kind, leg.account.owner): leg for leg in row.legs.select_related("account")}
    left = {purse: abs(leg.amount) - taken_back(leg) for purse, leg in rows.items()}
    wanted = left if share is None else {Purse(*purse[:2]): part for purse, part in share.items()}
    wanted = wanted if each is None else dict.fromkeys(rows, each)
    legs = sorted(
        (purse, part if rows[purse].amount < 0 else -part) for purse, part in wanted.items() if part and purse in rows
    )
    beyond = any(not 0 <= part <= left.get(purse, 0) for purse, part in wanted.items())
    if beyond or not legs or sum(amount for _purse, amount in legs) != 0:
        raise ReversedTwice(_("More would be taken back than was booked."))
    of = {purse: leg.pk for purse, leg in rows.items()}
    return write_entry(Draft(key, kind, Book(row.community, row.book), at, row.subject, row.pk, of), legs)


def taken_back(leg: LedgerLeg) -> int:
    """Return how much of a leg was reversed; its entry's lock keeps it so."""
    return sum(abs(one.amount) for one in leg.reversals.all())


def write_entry(draft: Draft, legs: Sequence[tuple[Purse, int]]) -> Booked:
    """Write an entry with its legs, and tell of it."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("value moves in the transaction of what it is for")
    book, at = draft.book, stored(draft.at)
    with connection.cursor() as cursor:
        cursor.execute(ENTER, [draft.key, at, *book, draft.kind, draft.subject, draft.reverses])
        entered = cursor.fetchone()
        if entered is None:
            return known_entry(draft.key, book, legs)
        new = draft.reverses is None
        moved = [(purse, amount, move(book, purse, amount, new=new)) for purse, amount in legs]
        rows: list[Sequence[Kept]] = [
            (entered[0], to.account, amount, at, to.version, to.balance, to.credited, draft.of.get(purse))
            for purse, amount, to in moved
        ]
        cursor.executemany(WRITE, rows)
    told: list[Json] = [[to.account, amount] for _purse, amount, to in moved]
    data: dict[str, Json] = {"book": book.book, "kind": draft.kind, "legs": told}
    publish(LedgerPosted(at=draft.at, community=book.community, subject=entered[0], data=data))
    return Booked(entered[0], fresh=True)


def known_entry(key: str, book: Book, legs: Sequence[tuple[Purse, int]]) -> Booked:
    """Return the entry that has the key. Raises BookedOtherwise when it is another one."""
    entry = LedgerEntry.objects.get(key=key)
    rows = sorted((leg.account.kind, leg.account.owner, leg.amount) for leg in entry.legs.select_related("account"))
    if (entry.community, entry.book) != book or rows != [(purse.kind, purse.owner, amount) for purse, amount in legs]:
        raise BookedOtherwise(_("This was booked before, otherwise."))
    return Booked(entry.pk, fresh=False)


def move(book: Book, purse: Purse, amount: int, *, new: bool) -> Moved:
    """Change a balance, or begin the account; the database adds, so no two can overwrite each other.

    What comes back is not `new`: it came in before.
    """
    came = max(0, amount) if new else 0
    with connection.cursor() as cursor:
        for _try in range(2):
            cursor.execute(MOVE, [amount, came, *book, purse.kind, purse.owner, amount])
            if moved := cursor.fetchone():
                return Moved(*moved)
            # another transaction may begin the same account: then this one waited for it, and the account is there
            cursor.execute(BEGIN, [*book, *purse])
    raise NotEnough(_("There is not enough for that."))
