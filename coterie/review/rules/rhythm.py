"""How alive a group is, measured by its own rhythm."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

from coterie.review.enums import GroupState

DORMANT_DAYS = 14.0
DORMANT_GAPS = 3.0
FEW_SPEAKERS = 3.0
RECENT_WEEKS = 4
TALK_SHARE = 0.10
TALK_NEEDS = 20
"""Fewer recent messages than this say nothing about whether people answer each other."""
QUIET_PART = 0.5
HISTORY_WEEKS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """What is known of a group at one moment."""

    silent_days: float
    """Days since the last message."""
    gap_p95: float
    """95th percentile of the days between two days with messages; 0 with a single one."""
    weeks: Sequence[int]
    """Different speakers in each of the past weeks, the latest first, back to the first message."""
    gained: int
    """Members who came less those who went, in the latest four weeks."""
    recent: int
    """Messages in the latest four weeks."""
    answering: int
    """Those of them that answer somebody, or follow somebody else's message within an hour."""

    @property
    def dormant_after(self) -> float:
        """Days of silence after which the group counts as dormant: `max(14, 3 * p95 of its own gaps)`."""
        return max(DORMANT_DAYS, DORMANT_GAPS * self.gap_p95)

    @property
    def speakers(self) -> float:
        """Speakers per week over the latest four weeks, or as many as there are."""
        recent = self.weeks[:RECENT_WEEKS]
        return sum(recent) / len(recent) if recent else 0.0

    @property
    def usual(self) -> float | None:
        """Median speakers per week before the latest two; None with less than four weeks of them."""
        before = self.weeks[2:]
        return median(before) if len(before) >= HISTORY_WEEKS else None


def is_dormant(rhythm: Rhythm) -> bool:
    """Silent for longer than its own rhythm explains."""
    return rhythm.silent_days > rhythm.dormant_after


def is_zombie(rhythm: Rhythm) -> bool:
    """Members grow while hardly anybody speaks, or many messages and nobody answers.

    (More than half advertisements is a third sign; it is judged once messages are screened.)
    """
    hollow = rhythm.gained > 0 and len(rhythm.weeks) >= RECENT_WEEKS and rhythm.speakers < FEW_SPEAKERS
    shouting = rhythm.recent >= TALK_NEEDS and rhythm.answering < TALK_SHARE * rhythm.recent
    return hollow or shouting


def is_quiet(rhythm: Rhythm) -> bool:
    """Half as many speakers as usual in the latest two weeks, or silent for longer than 19 of 20 of its own gaps."""
    latest = rhythm.weeks[:2]
    fewer = rhythm.usual is not None and sum(latest) / 2 < QUIET_PART * rhythm.usual
    return fewer or rhythm.silent_days > max(2.0, rhythm.gap_p95)


def state_of(rhythm: Rhythm) -> GroupState:
    """Name the state."""
    if is_dormant(rhythm):
        return GroupState.DORMANT
    if is_zombie(rhythm):
        return GroupState.ZOMBIE
    return GroupState.QUIET if is_quiet(rhythm) else GroupState.LIVELY
