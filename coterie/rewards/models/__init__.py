"""Tables of rewards."""

from coterie.rewards.models.award import Award
from coterie.rewards.models.envelope import Envelope, EnvelopeShare
from coterie.rewards.models.level import Level, Rank
from coterie.rewards.models.plan import PointsPlan, PointsRule
from coterie.rewards.models.prize import Prize, Purchase

__all__ = [
    "Award",
    "Envelope",
    "EnvelopeShare",
    "Level",
    "PointsPlan",
    "PointsRule",
    "Prize",
    "Purchase",
    "Rank",
]
