from coterie.growth.models.campaign import Campaign, CampaignTerms, Milestone
from coterie.growth.models.grant import RewardGrant
from coterie.growth.models.participant import Participant
from coterie.growth.models.record import ReferralRecord
from coterie.growth.models.risk import Hold, RiskRules

__all__ = [
    "Campaign", "CampaignTerms", "Hold", "Milestone", "Participant", "ReferralRecord", "RewardGrant", "RiskRules",
]  # fmt: skip
