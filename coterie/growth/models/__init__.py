from coterie.growth.models.campaign import Campaign, CampaignTerms, Milestone
from coterie.growth.models.grant import RewardGrant
from coterie.growth.models.participant import Participant
from coterie.growth.models.plan import CampaignPlan
from coterie.growth.models.policy import PolicyChoice
from coterie.growth.models.record import ReferralRecord
from coterie.growth.models.risk import Hold, RiskRules
from coterie.growth.models.team import Team, TeamWord

__all__ = [
    "Campaign", "CampaignPlan", "CampaignTerms", "Hold", "Milestone", "Participant", "PolicyChoice", "ReferralRecord",
    "RewardGrant", "RiskRules", "Team", "TeamWord",
]  # fmt: skip
