"""The board of a campaign, for those who take part in it."""

from dataclasses import dataclass, replace

from coterie.growth.models import Participant
from coterie.growth.queries.campaigns import leading
from coterie.growth.queries.words import first_name
from coterie.members.enums import MemberState

SHOWN = 10
"""Places that everybody sees; one's own is shown wherever it is."""


@dataclass(frozen=True, slots=True)
class Rival:
    """Who brought how many friends, by first name; equal numbers share a place."""

    place: int
    name: str
    friends: int
    mine: bool


def board_for(participant: Participant, counting: int) -> list[Rival]:
    """Return who brought most of the friends who count, as each was last settled; who left stands on no board.

    `counting` is one's own number of the moment.
    """
    others = leading(participant.campaign).filter(member__state=MemberState.ACTIVE).exclude(pk=participant.pk)
    above = others.filter(counting__gt=counting).count()
    rows = [(row.counting, row.began_at, row) for row in others.filter(counting__gt=0)[:SHOWN]]
    ranked = sorted([*rows, (counting, participant.began_at, participant)], key=lambda one: (-one[0], one[1]))
    board = [
        Rival(1 + sum(other[0] > number for other in ranked), first_name(row.member.name), number, row == participant)
        for number, _began, row in ranked
    ]
    return [
        replace(one, place=above + 1) if one.mine else one
        for place, one in enumerate(board) if one.mine or place < SHOWN
    ]  # fmt: skip
