"""Tables of the market."""

from coterie.market.models.appointment import Appointment, Booking
from coterie.market.models.coupon import Coupon, CouponUse, Till
from coterie.market.models.course import Certificate, Chapter, Lecture, Note, Progress, Question
from coterie.market.models.customer import Customer
from coterie.market.models.gift import GiftCode
from coterie.market.models.ladder import Ladder, Rung, Showing, ShownTo
from coterie.market.models.offer import Benefit, BundlePart, Grant, Offer, Variant
from coterie.market.models.order import Order, OrderLine
from coterie.market.models.payment import Payment, Refund, RefundPart
from coterie.market.models.plan import PlanTerms, Subscription, Turn
from coterie.market.models.project import Project, ProjectUpdate, Stretch, Tier
from coterie.market.models.provider import ProviderAccount, ProviderNotice
from coterie.market.models.statement import Statement, StatementRow
from coterie.market.models.team import Team, TeamTerms

__all__ = [
    "Appointment",
    "Benefit",
    "Booking",
    "BundlePart",
    "Certificate",
    "Chapter",
    "Coupon",
    "CouponUse",
    "Customer",
    "GiftCode",
    "Grant",
    "Ladder",
    "Lecture",
    "Note",
    "Offer",
    "Order",
    "OrderLine",
    "Payment",
    "PlanTerms",
    "Progress",
    "Project",
    "ProjectUpdate",
    "ProviderAccount",
    "ProviderNotice",
    "Question",
    "Refund",
    "RefundPart",
    "Rung",
    "Showing",
    "ShownTo",
    "Statement",
    "StatementRow",
    "Stretch",
    "Subscription",
    "Team",
    "TeamTerms",
    "Tier",
    "Till",
    "Turn",
    "Variant",
]
