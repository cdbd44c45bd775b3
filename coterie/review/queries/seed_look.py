"""One look into the log for the page of the seed programme."""

from collections.abc import Collection
from datetime import datetime

from coterie.review.queries.candidates import STRETCH, Candidates, candidates
from coterie.review.queries.log import open_log
from coterie.review.queries.warmth import Pulse, pulses
from coterie.review.rules.period import Scope


def look_for_seeds(
    *, community: int, zone: str, without: Collection[int], members: Collection[int], now: datetime
) -> tuple[Candidates, dict[int, Pulse]]:
    """Return who could be asked, but nobody of `without`, and how warm `members` are."""
    with open_log(Scope(community=community, now=now, since=now - STRETCH, zone=zone)) as log:
        return candidates(log, without=without), pulses(log, members)
