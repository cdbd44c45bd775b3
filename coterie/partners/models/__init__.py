from coterie.partners.models.bounty import Bounty, Work, WorkFile
from coterie.partners.models.commission import CommissionEntry, Earning, PartnerOrder
from coterie.partners.models.customer import Binding, Look
from coterie.partners.models.deal import Deal
from coterie.partners.models.kit import OwnCoupon, ShareText
from coterie.partners.models.partner import FormerCode, Papers, Partner, Pick
from coterie.partners.models.payout import Payout, PayoutBatch
from coterie.partners.models.programme import Programme, Rate, Terms

__all__ = [
    "Binding", "Bounty", "CommissionEntry", "Deal", "Earning", "FormerCode", "Look", "OwnCoupon", "Papers", "Partner",
    "PartnerOrder", "Payout", "PayoutBatch", "Pick", "Programme", "Rate", "ShareText", "Terms", "Work", "WorkFile",
]  # fmt: skip
