"""Growth by generations: a Galton-Watson process with negative binomial offspring, many runs at once.

The seeds are generation 0. Whoever joined invites, and friends join one cycle later. A sum of n independent negative
binomial numbers with dispersion k has the dispersion nk: one draw for each run and generation, however many there are.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coterie.growth.rules.campaign import Campaign
from coterie.growth.rules.milestones import Milestones, few

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Growth:
    """Who joined and what rewards were earned, by run (rows) and generations (columns), from the seeds on."""

    joined: Counts
    earned: Floats


def grown(campaign: Campaign, runs: int, chance: np.random.Generator, *, columns: int) -> Growth:
    """Let a campaign run; its generations are gathered in so many columns, the seeds are one more before them."""
    milestones = Milestones.of(campaign) if sum(one.cost for one in campaign.rewards) else None
    joined, earned = np.zeros((1 + columns, runs), np.int64), np.zeros((1 + columns, runs))
    joined[0] = campaign.seeds
    alive, last = np.arange(runs), joined[0].copy()
    room = np.full(runs, campaign.population - campaign.seeds)
    for cycle in range(1, campaign.cycles + 1):
        came, rewards = brought(campaign, last, room, milestones, chance)
        column = -(-cycle * columns // campaign.cycles)
        joined[column, alive] += came
        earned[column, alive] += rewards
        going = np.flatnonzero(came)
        alive, last, room = alive[going], came[going], (room - came)[going]
        if not alive.size:
            break
    return Growth(joined.T, earned.T)


def brought(
    campaign: Campaign, inviters: Counts, room: Counts, milestones: Milestones | None, chance: np.random.Generator
) -> tuple[Counts, Floats]:
    """Return how many friends the last generation of each run brings, no more than have room, and the rewards."""
    if milestones is None:
        return np.minimum(drawn(campaign, inviters, chance), room), np.zeros(1)
    came, earned = np.empty_like(inviters), np.empty(len(inviters))
    apart = inviters < few(campaign)
    if apart.any():
        came[apart], earned[apart] = one_by_one(campaign, inviters[apart], room[apart], milestones, chance)
    many = np.flatnonzero(~apart)
    came[many] = np.minimum(drawn(campaign, inviters[many], chance), room[many])
    earned[many] = milestones.of_many(inviters[many], came[many], chance)
    return came, earned


def drawn(campaign: Campaign, inviters: Counts, chance: np.random.Generator) -> Counts:
    """Return negative binomial numbers, as Poisson numbers with a mean of their own from the gamma distribution."""
    k = campaign.dispersion
    return chance.poisson(chance.standard_gamma(inviters * k) * (campaign.growth / k))


def one_by_one(
    campaign: Campaign, inviters: Counts, room: Counts, milestones: Milestones, chance: np.random.Generator
) -> tuple[Counts, Floats]:
    """Return friends and rewards of few inviters; where the room ends, the rewards end in proportion."""
    k, begins = campaign.dispersion, np.cumsum(inviters) - inviters
    friends = chance.negative_binomial(k, k / (k + campaign.growth), inviters.sum())
    counted = chance.binomial(friends, campaign.counted) if campaign.counted < 1 else friends
    total = np.add.reduceat(friends, begins)
    came = np.minimum(total, room)
    return came, np.add.reduceat(milestones.of_each(counted), begins) * came / np.maximum(total, 1)
