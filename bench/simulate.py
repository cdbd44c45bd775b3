"""`simulate`: a forecast of 10,000 runs over 60 days with rewards, orders and a budget, beside growth alone.

python -m bench.simulate [simulate]
"""

import json
import sys

import numpy as np

from bench.figures import exponent, figure, rate, turns
from coterie.growth.rules.campaign import Campaign, Reward
from coterie.growth.rules.forecast import forecast

CAMPAIGN = Campaign(
    seeds=100,
    mean=4,
    dispersion=0.5,
    cycle_days=2,
    horizon_days=60,
    population=100_000,
    joins=0.295,
    activation=0.7,
    rate=0.08,
    value=199,
    margin=0.4,
    rewards=(Reward(3, 5), Reward(10, 20), Reward(30, 90)),
    commission=0.05,
    fraud_share=0.03,
    fixed_cost=2000,
    budget=60_000,
)


def simulate(runs: int = 10_000, repeats: int = 5) -> dict[str, object]:
    """Measure the whole forecast, from the numbers to the figures that are answered."""

    def ours(size: int = runs) -> int:
        found.append(forecast(CAMPAIGN, runs=size).figures)
        return size

    found: list[dict[str, object]] = []
    chance = np.random.default_rng(1)
    measured = turns(lambda: least(CAMPAIGN, runs, chance), ours, repeats)
    large, small = 1e6 / rate(ours)[1], 1e6 / rate(lambda: ours(runs // 10))[1]
    work = (
        f"{runs} runs, 60 days by 2, up to 100,000 members, three milestones, orders, commission, a budget;"
        " floor: NumPy's negative binomial for each run and cycle, the same ceiling"
    )
    more = {"times_floor": round(1 / float(str(measured["ratio"])), 2), "members": found[0]["members"]}
    seconds = {"seconds": round(runs / float(str(measured["ours"])), 3), "reach": round(1 / 3, 4)}
    return figure("simulate", "runs/s", work, measured, **more, **seconds, exponent=exponent(small, large, 10))


def least(campaign: Campaign, runs: int, chance: np.random.Generator) -> int:
    """Grow the same number of runs, and nothing else."""
    k, p = campaign.dispersion, campaign.dispersion / (campaign.dispersion + campaign.growth)
    last = np.full(runs, campaign.seeds)
    total = last.copy()
    for _cycle in range(campaign.cycles):
        alive = np.flatnonzero(last)
        came = np.zeros_like(last)
        came[alive] = chance.negative_binomial(last[alive] * k, p)
        last = np.minimum(came, campaign.population - total)
        total += last
    return runs


if __name__ == "__main__":
    print(json.dumps(simulate(**json.loads((sys.argv[2:] or ["{}"])[0])), indent=1))
