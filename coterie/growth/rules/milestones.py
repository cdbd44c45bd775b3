"""What rewards a generation of inviters earns, each by the number of friends it brought.

Growth needs only how many came in all, and that is drawn at once for a whole generation. Rewards depend on who brought
how many. Of few inviters each is drawn by itself. Of many, the rewards W are drawn given the number N that came: n
inviters who brought N look like n independent ones with the mean N/n, so with w(x) the rewards for x friends,
f(m) = E[w] at the mean m, and s2(m) = m + m²/k,

    E[W | N]   = n f(N/n) - s2 f''(N/n) / 2 + O(1/n)        Var[W | N] = n (Var[w] - s2 f'(N/n)²) + O(1)

which is exact in the mean up to the second order (E over N gives n f(R) again), and W is drawn from the gamma
distribution with this mean and variance: never below zero, and skewed where rewards are rare.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coterie.growth.rules.campaign import Campaign, Reward
from coterie.kit.special import betainc, betaln

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]

GRID = 1024
FEW, MOST_APART = 20, 500
"""So many inviters with k = 1 or more, and at most so many with less, are drawn one by one."""


def few(campaign: Campaign) -> int:
    """Return below how many inviters each is drawn by itself."""
    return round(min(FEW / min(campaign.dispersion, 1), MOST_APART))


@dataclass(frozen=True, slots=True)
class Milestones:
    """The rewards of a campaign by the friends of an inviter, and their moments by the mean number of friends.

    `paid[x]` is what x friends who count bring, in shares of `most`; more than the last bring `most`. `in_time` is the
    share of those who count who do so early enough.
    """

    most: float
    paid: Floats
    scale: float
    mean: Floats
    slope: Floats
    bend: Floats
    noise: Floats
    in_time: float = 1.0

    @classmethod
    def of(cls, campaign: Campaign) -> "Milestones":
        """Return what each inviter gets by itself."""
        return cls.laid(campaign, campaign.rewards, 1.0)

    @classmethod
    def of_teams(cls, campaign: Campaign) -> "Milestones":
        """Return how many get the reward of a team, by the friends of its founder: all of it, or nobody."""
        people = campaign.team.people if campaign.team else 2
        return cls.laid(campaign, (Reward(people - 1, people),), campaign.in_time)

    @classmethod
    def laid(cls, campaign: Campaign, rewards: Sequence[Reward], in_time: float) -> "Milestones":
        """Lay the tables, up to a mean that generations of many never reach."""
        k, at = campaign.dispersion, np.array([one.at for one in rewards])
        cost = np.array([one.cost for one in rewards])
        counted = campaign.counted * in_time
        share = cost / cost.sum()
        spread = np.sqrt(campaign.growth * (1 + campaign.growth / k) / few(campaign))
        m = np.linspace(0, campaign.growth + 10 * spread + 1e-9, GRID)
        reached, denser = reaching(m * counted, k, at)
        mean, slope = reached @ share, denser @ share * counted
        variance = m + m * m / k
        noise = np.maximum(reached @ squares(at, share) - mean**2 - slope**2 * variance, 0)
        paid = (share * (np.arange(at.max() + 1)[:, None] >= at)).sum(axis=1)
        bend = np.gradient(slope, m) * variance / 2
        return cls(float(cost.sum()), paid, 1 / m[1], mean, slope * m[1], bend, noise, in_time)

    def of_many(self, inviters: Counts, came: Counts, chance: np.random.Generator) -> Floats:
        """Return the rewards of generations of many inviters, given how many friends came."""
        expected, variance = self.expected(inviters, came)
        scale = np.maximum(variance / np.maximum(expected, 1e-200), expected * 1e-12 + 1e-200)
        return self.most * chance.standard_gamma(expected / scale) * scale

    def expected(self, inviters: Counts, came: Counts) -> tuple[Floats, Floats]:
        """Return mean and variance of the rewards, in shares of `most`, given how many friends came."""
        where = np.minimum(came / inviters * self.scale, GRID - 1)
        near = (where + 0.5).astype(np.intp)
        mean = inviters * (self.mean[near] + self.slope[near] * (where - near)) - self.bend[near]
        return np.maximum(mean, 0), inviters * self.noise[near]

    def of_each(self, friends: Counts) -> Floats:
        """Return the rewards of each inviter by the friends who count."""
        return self.most * self.paid[np.minimum(friends, len(self.paid) - 1)]


def reaching(mean: Floats, k: float, at: Counts) -> tuple[Floats, Floats]:
    """Return P(X >= at) of the negative binomial by mean (rows) and threshold (columns), and its slope in the mean.

    P(X >= t) is the incomplete beta function I(t, k) at m / (m + k).
    """
    share = (mean / (mean + k))[:, None]
    density = np.exp((at - 1) * np.log(np.maximum(share, 1e-300)) + (k - 1) * np.log1p(-share) - betaln(at, k))
    return betainc(at, k, share), density * (k / (mean + k) ** 2)[:, None]


def squares(at: Counts, cost: Floats) -> Floats:
    """Return by how much the square of the rewards grows at each threshold: w² = the sum of those reached."""
    rank = np.argsort(at, kind="stable")
    sums = np.cumsum(cost[rank])
    grown = np.empty_like(cost)
    grown[rank] = np.diff(sums**2, prepend=0)
    return grown
