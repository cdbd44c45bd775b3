"""Which step, brought up to good peers, would bring the most."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from coterie.review.enums import Hint, Step
from coterie.review.rules.peers import Peers

DRAWS = 4_000
SEED = 20_112
SURE = 0.60
FEW = 30

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Record:
    """How a step did: of `judged` people, `kept` went on."""

    step: Step
    kept: int
    judged: int


@dataclass(frozen=True, slots=True)
class Lever:
    """One step as a candidate."""

    step: Step
    p_best: float
    """Probability that no other step brings more."""
    gain: float
    """Mean number of additional people at the last step."""
    own: float
    """The step's rate, drawn towards the peers the fewer people it has."""
    aim: float
    """The rate that a quarter of peers exceed."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The weakest step, or why none is named."""

    step: Step | Hint
    p_best: float | None
    gain: float | None
    levers: tuple[Lever, ...]
    """All candidates, the most probable first."""


def weakest(records: Sequence[Record], peers: Mapping[Step, Peers], *, entries: int) -> Verdict:
    """Name the step whose lift to the peers' upper quartile gains most: `N * prod(other steps) * (p75 - own)+`.

    Rates are drawn from `Beta(a + kept, b + judged - kept)`, with the peers' Beta as prior, from a fixed seed.
    """
    known = [record for record in records if record.judged]
    if not known:
        return Verdict(Hint.MEASUREMENT, None, None, ())
    levers = ranked(known, peers, entries)
    best = levers[0]
    return Verdict(hint(best, entries) or best.step, best.p_best, best.gain, levers)


def hint(best: Lever, entries: int) -> Hint | None:
    """Say why the best candidate should not be named."""
    if entries < FEW:
        return Hint.VOLUME
    if best.gain <= 0 or best.p_best <= 0:
        return Hint.NONE
    return Hint.UNDECIDED if best.p_best < SURE else None


def ranked(known: Sequence[Record], peers: Mapping[Step, Peers], entries: int) -> tuple[Lever, ...]:
    """Judge every candidate over the draws."""
    rates = drawn(known, peers)
    aims = np.array([peers[record.step].quantile(0.75) for record in known])
    # the product of the others is left out by division: a drawn rate is never exactly zero
    gains = entries * rates.prod(axis=1, keepdims=True) / rates * np.maximum(aims - rates, 0)
    best = (gains == gains.max(axis=1, keepdims=True)) & (gains > 0)
    levers = [
        Lever(
            record.step,
            float(best[:, at].mean()),
            float(gains[:, at].mean()),
            float(rates[:, at].mean()),
            float(aims[at]),
        )
        for at, record in enumerate(known)
    ]
    return tuple(sorted(levers, key=lambda lever: (-lever.p_best, -lever.gain)))


def drawn(known: Sequence[Record], peers: Mapping[Step, Peers]) -> Floats:
    """Draw the rates of all steps: one line per draw, one column per step."""
    draw = np.random.default_rng(SEED)
    shapes = [(peers[r.step].a + r.kept, peers[r.step].b + r.judged - r.kept) for r in known]
    columns = [np.maximum(draw.beta(a, b, DRAWS), 1e-12) for a, b in shapes]
    return np.stack(columns, axis=1)
