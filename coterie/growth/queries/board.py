"""The board of a campaign, for those who take part in it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from coterie.growth.enums import Standing
from coterie.growth.models import Participant
from coterie.growth.queries.words import first_name
from coterie.growth.rules.referral import Friend
from coterie.members.queries.members import active_members

SHOWN = 10
"""Places that everybody sees; one's own is shown wherever it is."""


@dataclass(frozen=True, slots=True)
class Rival:
    """Who brought how many friends, by first name; equal numbers share a place."""

    place: int
    name: str
    friends: int
    mine: bool


def board_for(participant: Participant, friends: Sequence[Friend]) -> list[Rival]:
    """Return who brought most of the friends of the campaign, folded, who count; who left stands on no board."""
    names = who_takes_part(participant)
    counted = dict.fromkeys(names, 0)
    for friend in friends:
        if friend.standing == Standing.COUNTS and friend.participant in counted:
            counted[friend.participant] += 1
    ranked = sorted(counted, key=lambda pk: -counted[pk])
    rivals = enumerate(rivals_of(ranked, counted, names, participant.pk))
    return [one for place, one in rivals if (place < SHOWN and one.friends) or one.mine]


def who_takes_part(participant: Participant) -> dict[int, str]:
    """Return the names of who takes part and is still a member, by the participant's number; who began first first."""
    active = active_members(participant.campaign.community_id).values("pk")
    rows = participant.campaign.participants.filter(member__in=active).order_by("began_at", "pk")
    return dict(rows.values_list("pk", "member__name"))


def rivals_of(ranked: Sequence[int], counted: Mapping[int, int], names: Mapping[int, str], own: int) -> Iterator[Rival]:
    """Yield the places of a board."""
    place, before = 0, -1
    for number, pk in enumerate(ranked, start=1):
        if counted[pk] != before:
            place, before = number, counted[pk]
        yield Rival(place, first_name(names[pk]), counted[pk], pk == own)
