"""What the page of a campaign shows: where it stands in words, its numbers, its leaders."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from coterie.growth.enums import CampaignState, GrantState, Reason, Standing
from coterie.growth.models import Campaign
from coterie.growth.queries.overview import grants_by_state
from coterie.growth.queries.tally import Tally, tallied
from coterie.growth.rules.referral import Friend

Counted = Sequence[tuple[str, StrOrPromise, int]]
"""What is counted: its code, its name, how many."""


@dataclass(frozen=True, slots=True)
class Phase:
    """Where a campaign stands, dates included, and the tone of the tag that says it."""

    label: StrOrPromise
    tone: str = ""


@dataclass(frozen=True, slots=True)
class CampaignSheet:
    """The numbers of a campaign."""

    phase: Phase
    tally: Tally
    standings: Counted
    reasons: Counted
    rewards: Counted


def phase_of(row: Campaign, now: datetime) -> Phase:
    """Say where a campaign stands: one that was started may not have begun, or be over."""
    if row.state == CampaignState.RUNNING and now < row.starts_at:
        return Phase(_("begins later"), "sky")
    if row.state == CampaignState.RUNNING and now >= row.ends_at:
        return Phase(_("its time is over"))
    tones = {CampaignState.RUNNING: "leaf", CampaignState.PAUSED: "amber"}
    state = CampaignState(row.state)
    return Phase(state.label, tones.get(state, ""))


def campaign_sheet(row: Campaign, friends: Sequence[Friend], now: datetime) -> CampaignSheet:
    """Say what came out of the fold."""
    tally, rewards = tallied(row, friends), grants_by_state(row)
    standings = [(str(one), one.label, tally.standings[one]) for one in Standing]
    reasons = [(str(one), one.label, tally.reasons[one]) for one in Reason if tally.reasons[one]]
    where = [(str(one), one.label, rewards[one]) for one in GrantState if one in rewards]
    return CampaignSheet(phase_of(row, now), tally, standings, reasons, where)
