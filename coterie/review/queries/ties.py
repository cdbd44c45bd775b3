"""Who talks to whom."""

from dataclasses import dataclass

import ibis
import numpy as np
from ibis.expr.types import Table

from coterie.review.queries.log import Log
from coterie.review.queries.messages import addressed
from coterie.review.rules.concentration import absence_factor


@dataclass(frozen=True, slots=True)
class Tie:
    """One person speaking to another."""

    source: int
    target: int
    messages: int


@dataclass(frozen=True, slots=True)
class Ties:
    """The strongest ties of a period, and what is known of all."""

    strongest: tuple[Tie, ...]
    people: int
    pairs: int
    """Pairs of people, in one direction."""
    mutual_share: float | None
    """Share of pairs that also speak the other way."""
    carriers: int | None
    """Fewest people who write half of everything that is addressed to somebody."""


def ties(log: Log) -> Table:
    """Messages by reply or mention from one person to another in the period: source, target, messages."""
    return log.keep("ties", lambda: tie_rows(log))


def tie_rows(log: Log) -> Table:
    """Compute `ties`."""
    spoke = log.during(addressed(log))
    spoke = spoke.filter(spoke.member.notnull(), spoke.target.notnull())
    return spoke.group_by(source="member", target="target").aggregate(messages=spoke.count())


def who_talks_to_whom(log: Log, *, limit: int = 200) -> Ties:
    """Draw the strongest ties of the period."""
    found = log.table(ties(log).order_by(ibis.desc("messages"), "source", "target"))
    source, target, messages = (found[name].to_numpy() for name in ("source", "target", "messages"))
    people, ends = np.unique(np.concatenate([source, target]), return_inverse=True)
    one, other = ends[: len(source)], ends[len(source) :]
    pairs = one * len(people) + other
    back = np.isin(other * len(people) + one, pairs)
    return Ties(
        strongest=tuple(
            Tie(*map(int, row)) for row in zip(source[:limit], target[:limit], messages[:limit], strict=True)
        ),
        people=len(people),
        pairs=len(pairs),
        mutual_share=float(back.mean()) if len(pairs) else None,
        carriers=absence_factor(np.bincount(one, weights=messages)) if len(pairs) else None,
    )
