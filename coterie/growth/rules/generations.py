"""Growth by generations: a Galton-Watson process with negative binomial offspring, many runs at once.

The seeds are generation 0. Whoever joined invites, and friends join one cycle later. A sum of n independent negative
binomial numbers with dispersion k has the dispersion nk: one draw for each run and generation, however many there are.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coterie.growth.rules.campaign import Campaign
from coterie.growth.rules.milestones import Milestones, few

Floats = NDArray[np.float64]
Counts = NDArray[np.int64]
Ladders = Mapping[int, Milestones]
"""Milestones by whose they are: 0 of inviters, 1 of teams."""


@dataclass(frozen=True, slots=True)
class Growth:
    """Who joined, what rewards inviters earned, and how many people of complete teams, by run and generations."""

    joined: Counts
    earned: Floats
    in_teams: Floats


def grown(campaign: Campaign, runs: int, chance: np.random.Generator, *, columns: int) -> Growth:
    """Let a campaign run; its generations are gathered in so many columns, the seeds are one more before them."""
    ladders = ladders_of(campaign)
    joined, earned = np.zeros((1 + columns, runs), np.int64), np.zeros((2, 1 + columns, runs))
    joined[0] = campaign.seeds
    alive, last = np.arange(runs), joined[0].copy()
    room = np.full(runs, campaign.population - campaign.seeds)
    for cycle in range(1, campaign.cycles + 1):
        came, rewards = brought(campaign, last, room, ladders, chance)
        column = -(-cycle * columns // campaign.cycles)
        joined[column, alive] += came
        for place, found in rewards.items():
            earned[place, column, alive] += found
        going = np.flatnonzero(came)
        alive, last, room = alive[going], came[going], (room - came)[going]
        if not alive.size:
            break
    return Growth(joined.T, earned[0].T, earned[1].T)


def ladders_of(campaign: Campaign) -> Ladders:
    """Return what costs anything: the rewards of inviters, and those of teams."""
    own = {0: Milestones.of(campaign)} if sum(one.cost for one in campaign.rewards) else {}
    return own | ({1: Milestones.of_teams(campaign)} if campaign.team and campaign.team.cost else {})


def brought(
    campaign: Campaign, inviters: Counts, room: Counts, ladders: Ladders, chance: np.random.Generator
) -> tuple[Counts, dict[int, Floats]]:
    """Return how many friends the last generation of each run brings, no more than have room, and the rewards."""
    if not ladders:
        return np.minimum(drawn(campaign, inviters, chance), room), {}
    came, earned = np.empty_like(inviters), {place: np.empty(len(inviters)) for place in ladders}
    apart = inviters < few(campaign)
    if apart.any():
        came[apart], found = one_by_one(campaign, inviters[apart], room[apart], ladders, chance)
        for place, rewards in found.items():
            earned[place][apart] = rewards
    many = np.flatnonzero(~apart)
    came[many] = np.minimum(drawn(campaign, inviters[many], chance), room[many])
    for place, milestones in ladders.items():
        earned[place][many] = milestones.of_many(inviters[many], came[many], chance)
    return came, earned


def drawn(campaign: Campaign, inviters: Counts, chance: np.random.Generator) -> Counts:
    """Return negative binomial numbers, as Poisson numbers with a mean of their own from the gamma distribution."""
    k = campaign.dispersion
    return chance.poisson(chance.standard_gamma(inviters * k) * (campaign.growth / k))


def one_by_one(
    campaign: Campaign, inviters: Counts, room: Counts, ladders: Ladders, chance: np.random.Generator
) -> tuple[Counts, dict[int, Floats]]:
    """Return friends and rewards of few inviters; where the room ends, the rewards end in proportion."""
    k, begins = campaign.dispersion, np.cumsum(inviters) - inviters
    friends = chance.negative_binomial(k, k / (k + campaign.growth), inviters.sum())
    counted = chance.binomial(friends, campaign.counted) if campaign.counted < 1 else friends
    total = np.add.reduceat(friends, begins)
    came, earned = np.minimum(total, room), {}
    for place, milestones in ladders.items():
        early = chance.binomial(counted, milestones.in_time) if milestones.in_time < 1 else counted
        earned[place] = np.add.reduceat(milestones.of_each(early), begins) * came / np.maximum(total, 1)
    return came, earned
