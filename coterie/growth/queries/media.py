"""In what personal links were passed on, and how many friends each brought."""

from collections.abc import Iterable
from dataclasses import dataclass

from coterie.growth.enums import Medium, RecordKind, Standing
from coterie.growth.models import Campaign
from coterie.growth.rules.referral import Friend


@dataclass(slots=True)
class Passed:
    """How many came by links that were passed on in something, joined, and count."""

    medium: Medium
    looked: int = 0
    joined: int = 0
    counting: int = 0


LOOK = ("participant", "visitor", "medium")


def media_of(campaign: Campaign, friends: Iterable[Friend]) -> list[Passed]:
    """Return what brought friends, folded: most who count first; what brought nobody is left out.

    A browser's first look says it, as it says who invited.
    """
    looks = campaign.records.filter(kind=RecordKind.SCANNED).exclude(medium=Medium.LINK)
    known = {(participant, visitor): medium for participant, visitor, medium in looks.values_list(*LOOK)}
    found = {medium: Passed(medium) for medium in Medium}
    for friend in friends:
        row = found[Medium(known.get((friend.participant, friend.visitor), Medium.LINK))]
        row.looked += 1
        row.joined += friend.member is not None
        row.counting += friend.standing == Standing.COUNTS
    came = [row for row in found.values() if row.looked]
    return sorted(came, key=lambda row: (-row.counting, -row.joined, -row.looked))
