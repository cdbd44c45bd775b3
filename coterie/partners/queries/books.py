"""Where the money of partners is in the ledger."""

from coterie.platform.ledger.posting import Purse


def commission(offer: int) -> Purse:
    """Return what commission on an offer costs; of none (0), what bounties cost."""
    return Purse("commission", offer, may_owe=True)


def commission_due(partner: int) -> Purse:
    """Return what a partner earned and was not paid yet; as what we owe, below zero."""
    return Purse("commission_due", partner, may_owe=True)


def claw_back(partner: int) -> Purse:
    """Return what a partner owes of what was paid: it is taken off the next payout."""
    return Purse("claw_back", partner, may_owe=True)
