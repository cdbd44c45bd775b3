"""Where points are, in the words of the ledger."""

from datetime import date

from coterie.platform.ledger.posting import Book, Purse
from coterie.platform.ledger.reading import balance_of

POINTS = "points"
ISSUE = Purse("issue", may_owe=True)
"""The community's promise: it owes what its members hold."""
SPENT, EXPIRED = Purse("spent"), Purse("expired")


def book_of(community: int) -> Book:
    """Return the book of a community's points."""
    return Book(community, POINTS)


def wallet(member: int) -> Purse:
    """Return a member's purse."""
    return Purse("wallet", member)


def envelope_purse(envelope: int) -> Purse:
    """Return what is inside an envelope."""
    return Purse("envelope", envelope)


def budget(on: date) -> Purse:
    """Return what may still be given in the month of a day."""
    return Purse("budget", on.year * 100 + on.month)


def points_of(community: int, member: int) -> int:
    """Return how many points a member has."""
    return balance_of(book_of(community), wallet(member))
