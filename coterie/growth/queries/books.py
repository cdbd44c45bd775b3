"""Where the cost of campaigns is in the ledger."""

from coterie.platform.ledger.posting import Purse


def campaign_cost(campaign: int) -> Purse:
    """Return what the rewards of a campaign cost."""
    return Purse("campaign", campaign, may_owe=True)


def given_out() -> Purse:
    """Return what was given out as rewards."""
    return Purse("given", may_owe=True)
