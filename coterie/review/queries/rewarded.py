"""What the rewards of a campaign did, where a hold-out was kept: friends beyond those who come without a reward."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from coterie.growth.models import Campaign
from coterie.growth.queries.campaigns import spent
from coterie.growth.queries.holdout import Arm, arms_of
from coterie.growth.queries.ledger import friends_in
from coterie.review.rules.ladder import Finding, Size, judged


@dataclass(frozen=True, slots=True)
class Effect:
    """Friends who count by each member, with rewards and without; the difference, and where it surely lies.

    The interval may be looked at every day (`rules/ladder.py`). None of its ends while an arm has nobody.
    """

    promised: Arm
    held_out: Arm
    difference: float
    low: float | None
    high: float | None
    finding: Finding
    cost: int
    """What all rewards cost, in minor units."""

    @property
    def more(self) -> float:
        """How many friends the rewards brought beyond those who would have come without; less than none: fewer."""
        return self.difference * self.promised.people

    @property
    def decided(self) -> bool:
        """Whether it may be said which arm brings more."""
        return self.finding == Finding.BEST

    @property
    def each(self) -> int | None:
        """What one friend more costs; none where it is not said that there are any."""
        return round(self.cost / self.more) if self.decided and self.more > 0 else None


def effect_of(campaign: Campaign, at: datetime) -> Effect | None:
    """Return what the rewards did until a moment; none where no hold-out is kept."""
    if not campaign.holdout:
        return None
    arms = arms_of(campaign, friends_in(campaign, at))
    found = judged([size_of(arms[0], 100 - campaign.holdout), size_of(arms[1], campaign.holdout)])
    low, high = interval(found.gaps[0].low, found.gaps[0].high, found.best) if found.gaps else (None, None)
    return Effect(*arms, mean(arms[0]) - mean(arms[1]), low, high, found.finding, spent(campaign))


def size_of(arm: Arm, weight: int) -> Size:
    """Return an arm as the test reads it: a friend is one, and chance put so many of 100 members into it."""
    return Size(1, arm.people, arm.inviters, arm.friends, arm.squares, weight)


def interval(low: float, high: float, best: int | None) -> Sequence[float]:
    """Return how far the promised arm is ahead, of an interval that says how far the best one is."""
    return (-high, -low) if best else (low, high)


def mean(arm: Arm) -> float:
    """Return how many friends a member brought."""
    return arm.friends / arm.people if arm.people else 0.0
