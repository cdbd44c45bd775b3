"""Who brought whom in a campaign."""

from datetime import datetime

from coterie.growth.models import Campaign
from coterie.growth.queries.ledger import friends_in
from coterie.growth.queries.measures import parents_of
from coterie.growth.rules.icicle import Tree, tree_of


def tree_in(campaign: Campaign, at: datetime) -> Tree:
    """Return who brought whom at a moment, by the number of the member; who brought nobody is not there."""
    return tree_of(parents_of(campaign, friends_in(campaign, at)))
