"""Who brought whom in a campaign."""

from datetime import datetime

from coterie.growth.models import Campaign
from coterie.growth.queries.ledger import friends_in
from coterie.growth.queries.measures import BROUGHT
from coterie.growth.rules.icicle import Tree, tree_of


def tree_in(campaign: Campaign, at: datetime) -> Tree:
    """Return who brought whom at a moment, by the number of the member; who brought nobody is not there."""
    members = dict(campaign.participants.values_list("pk", "member"))
    friends = friends_in(campaign, at)
    return tree_of({one.member: members[one.participant] for one in friends if one.standing in BROUGHT and one.member})
