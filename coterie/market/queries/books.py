"""Where money is, in the words of the ledger; as accountants do, what comes in is positive, where from is negative.

`cash:PROVIDER` is what we hold, `fees` what providers kept, `goods` what was sold cost us, `revenue` of an offer what
its buyers paid, `escrow` what backers of a project paid that is not decided, `team` the same of who buys together. The
legs of an entry add up to nothing.
"""

from coterie.platform.ledger.posting import Book, Purse

ABOUT_PAYMENTS = frozenset({
    "sale", "late", "refund", "fee", "goods", "goods_back", "commission", "commission_back", "bounty", "claw_back",
})  # fmt: skip
"""Kinds of entries whose subject is a payment; that of others is an offer, a team or a payout of the same number."""
FEES = Purse("fees", may_owe=True)
STOCK = Purse("stock", may_owe=True)
OWED = Purse("owed", may_owe=True)
"""What came too late, or twice, and goes back."""


def money_of(community: int, currency: str) -> Book:
    """Return the book of a community's money in one currency."""
    return Book(community, currency)


def cash(provider: str) -> Purse:
    """Return the money that a provider brought."""
    return Purse(f"cash:{provider}", may_owe=True)


def revenue(offer: int) -> Purse:
    """Return what buyers of an offer paid."""
    return Purse("revenue", offer, may_owe=True)


def escrow(project: int) -> Purse:
    """Return what backers of a project paid while nobody knows whether it comes about."""
    return Purse("escrow", project, may_owe=True)


def team_money(team: int) -> Purse:
    """Return what a team that buys together paid while it is not complete."""
    return Purse("team", team, may_owe=True)


def goods(offer: int) -> Purse:
    """Return what was sold of an offer cost us."""
    return Purse("goods", offer, may_owe=True)
