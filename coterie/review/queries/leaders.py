"""Whose word carries weight: the people who help the most different people."""

from dataclasses import dataclass

import ibis
import numpy as np
from ibis.expr.types import Table
from numpy.typing import NDArray

from coterie.review.queries.log import Log
from coterie.review.queries.messages import messages, spoken
from coterie.review.queries.ties import ties
from coterie.review.rules.ranking import rank_ranges
from coterie.review.rules.trust import ELDERS, genuine, pagerank

Ints = NDArray[np.int64]

CANDIDATES = 200
"""How many of the foremost are compared when ranks are drawn; nobody further down comes near the top."""


@dataclass(frozen=True, slots=True)
class Leader:
    """One candidate for opinion leader."""

    member: int
    helped: int
    """Different people replied to or, in flat chats, mentioned; members of a closed ring are not counted."""
    rank_low: int
    rank_high: int
    """The 90 % range of the rank."""
    trust: float
    """Personalised PageRank from the longest-standing quarter: the share of the community's attention."""


def leaders(log: Log, *, limit: int = 20) -> tuple[Leader, ...]:
    """Rank the people of the period by how many different people they helped."""
    return log.once("leaders", lambda: ranked(log))[:limit]


@dataclass(frozen=True, slots=True)
class Help:
    """Who helped whom, as far as it counts: people are places in `numbers`, pairs are places in `source`, `target`."""

    numbers: Ints
    trust: NDArray[np.float64]
    source: Ints
    target: Ints

    @property
    def helped(self) -> Ints:
        """How many different people each helped."""
        return np.bincount(self.source, minlength=len(self.numbers))


def help_in(log: Log) -> Help:
    """Return who helped whom in the period, without the members of closed rings."""
    return log.once("help", lambda: counted_help(log))


def counted_help(log: Log) -> Help:
    """Compute `help_in`."""
    found = log.table(ties(log))
    numbers, ends = np.unique(
        np.concatenate([found["source"].to_numpy(), found["target"].to_numpy()]), return_inverse=True
    )
    source, target = ends[: found.num_rows], ends[found.num_rows :]
    seeds = np.flatnonzero(np.isin(numbers, log.table(elders(log))["member"].to_numpy()))
    trust = pagerank(len(numbers), source, target, seeds=seeds)
    counts = genuine(trust, target)[target] if len(numbers) else np.zeros(0, dtype=bool)
    return Help(numbers, trust, source[counts], target[counts])


def ranked(log: Log) -> tuple[Leader, ...]:
    """Compute `leaders`, as far down as ranks are drawn."""
    known = help_in(log)
    numbers, trust, source, target, helped = known.numbers, known.trust, known.source, known.target, known.helped
    if not len(numbers):
        return ()
    # the foremost, with more trust first and the longer-standing number last among equals
    order = np.lexsort((numbers, -trust, -helped))[:CANDIDATES]
    order = order[helped[order] > 0]
    low, high = ranges(order, source, target, len(numbers))
    return tuple(
        Leader(int(numbers[who]), int(helped[who]), int(low[place]), int(high[place]), float(trust[who]))
        for place, who in enumerate(order)
    )


def ranges(order: Ints, source: Ints, target: Ints, people: int) -> tuple[Ints, Ints]:
    """Draw the ranks of the candidates in `order`."""
    place = np.full(people, -1)
    place[order] = np.arange(len(order))
    ours = place[source] >= 0
    return rank_ranges(place[source[ours]], target[ours], len(order))


def elders(log: Log) -> Table:
    """The people from whom trust starts: the quarter of each group's speakers that has been there longest: member.

    Each group has its own, so that a young group, whose people never met the others, is not taken for a ring.
    """
    said = messages(log).semi_join(spoken(log), "member")
    began = said.group_by("group", "member").aggregate(t=said.t.min())
    place = began.t.percent_rank().over(group_by="group", order_by="t")
    return began.mutate(place=place).filter(ibis._.place <= ELDERS).select("member").distinct()
