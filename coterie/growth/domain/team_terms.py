"""What a campaign may promise to teams."""

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from coterie.growth.enums import CampaignKind, RewardKind, Side
from coterie.growth.models import Campaign, CampaignTerms, Milestone
from coterie.kit.bounds import refuse_beyond
from coterie.kit.errors import Invalid

PEOPLE = {"at": (2, 20)}
"""How many people a team may need."""


def refuse_odd_teams(row: Campaign, terms: CampaignTerms, milestones: Sequence[Milestone]) -> None:
    """Refuse what no team can have, and teams where the campaign has none. Raises Invalid."""
    steps = [one for one in milestones if one.side == Side.TEAM]
    if row.kind != CampaignKind.TEAM:
        if steps or terms.team_hours is not None:
            raise Invalid(_("There are teams in a campaign for teams alone."), field="steps")
        return
    if len(steps) > 1:
        raise Invalid(_("Each of a team gets one thing."), field="steps")
    for step in steps:
        refuse_beyond(PEOPLE, {"at": step.at})
        if step.kind == RewardKind.ENVELOPE:
            raise Invalid(_("A red envelope is for a whole group: each of a team gets something else."), field="steps")
    if terms.team_hours is not None and terms.stay_hours >= terms.team_hours:
        raise Invalid(
            _("Nobody would count in time: a team needs more hours than a friend has to stay."), field="team_hours"
        )
