"""What a campaign is assumed to do, before it is held: the numbers that a forecast is made of."""

import hashlib
import math
from dataclasses import astuple, dataclass

EVERYBODY = 8_000_000_000
"""All people there are: the ceiling of a campaign that names none."""


@dataclass(frozen=True, slots=True)
class Reward:
    """What an inviter gets once so many friends have joined who count; a later one comes on top."""

    at: int
    cost: float
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Team:
    """What each of a team of so many people gets, its founder too, if so many count within hours of its founding.

    No hours: as long as the campaign runs. `stock`: how many of these rewards there are; none: as many as are earned.
    """

    people: int
    cost: float
    hours: float | None = None
    stock: int | None = None


@dataclass(frozen=True, slots=True)
class Campaign:
    """The numbers; docs/handbook/forecast.md says what each means. Amounts are in any one unit, shares from 0 to 1.

    A member makes a number of invitations in its life: negative binomial with `mean` and `dispersion` k, variance
    mean + mean²/k. Each brings a new member with the chance `joins`; so many come that way is negative binomial too,
    with the same k and the mean `growth`.
    """

    seeds: int
    mean: float
    dispersion: float
    cycle_days: float
    horizon_days: float
    population: int = EVERYBODY
    joins: float = 1.0
    activation: float = 1.0
    rate: float = 0.0
    value: float = 0.0
    margin: float = 1.0
    rewards: tuple[Reward, ...] = ()
    commission: float = 0.0
    fraud_share: float = 0.0
    fixed_cost: float = 0.0
    budget: float | None = None
    team: Team | None = None

    @property
    def growth(self) -> float:
        """How many new members one member brings in the mean: R."""
        return self.mean * self.joins

    @property
    def cycles(self) -> int:
        """How many generations come within the horizon; the seeds are there at once."""
        return int(self.horizon_days / self.cycle_days + 1e-9)

    @property
    def buying(self) -> float:
        """Which share of those who joined may buy: they take part, and are no fraud."""
        return (1 - self.fraud_share) * self.activation

    @property
    def counted(self) -> float:
        """Which share of those who joined counts for the inviter's rewards: whoever takes part, and fraud."""
        return self.fraud_share + self.buying

    @property
    def in_time(self) -> float:
        """Which share of the friends who count does so in the time of a team: each comes after a cycle in the mean.

        How long it takes is taken to be exponential, for no more of it is known.
        """
        hours = self.team.hours if self.team else None
        return 1.0 if hours is None else -math.expm1(-hours / 24 / self.cycle_days)

    @property
    def seed(self) -> int:
        """Where chance begins: alike for the same numbers, so that they give the same forecast.

        A campaign without teams begins where it did before there were any.
        """
        numbers = astuple(self) if self.team else astuple(self)[:-1]
        return int.from_bytes(hashlib.sha256(repr(numbers).encode()).digest()[:8])
