"""The lists of the step Spread: campaigns, rewards, held friends, partners, deals."""

from typing import Any

from tests.growth import campaign_scenes as spreading
from tests.growth.member_calls import LISTS as OWN_CAMPAIGNS
from tests.partners import partner_scenes as partnering
from tests.partners.deal_rows import LISTS as DEALS
from tests.partners.kit_rows import LISTS as KIT

SPREAD: dict[str, Any] = {**spreading.LISTS, **OWN_CAMPAIGNS, **partnering.LISTS, **DEALS, **KIT}


def keys(stage: Any, pattern: str) -> dict[str, str]:
    """Return the keys that an address of the step names."""
    return {**spreading.keys(stage, pattern), **partnering.keys(stage, pattern)}
