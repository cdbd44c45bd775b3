"""Friends with their names and all that the ledger says of them: why somebody counts or not can be read off."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db.models import Q

from coterie.growth.enums import Reason, RecordKind, Standing
from coterie.growth.models import ReferralRecord
from coterie.growth.rules.referral import Friend
from coterie.members.queries.members import keys_of, names_of


@dataclass(frozen=True, slots=True)
class Told:
    """A friend, who it is, and the lines of the ledger, the first first."""

    friend: Friend
    key: str
    name: str
    lines: Sequence[ReferralRecord]

    @property
    def standing(self) -> Standing:
        """Where the friend stands."""
        return Standing(self.friend.standing)

    @property
    def why(self) -> Reason | None:
        """Why the friend does not count, or not yet."""
        return Reason(self.friend.why) if self.friend.why else None


def told_of(community: int, campaign: int, friends: Collection[Friend]) -> list[Told]:
    """Return friends with their names and histories; who only looked has neither."""
    members = {friend.member for friend in friends if friend.member is not None}
    names, keys, lines = names_of(community, members), keys_of(community, members), histories_of(campaign, members)
    numbered = [(friend, friend.member or 0) for friend in friends]
    return [Told(one, keys.get(member, ""), names.get(member, ""), lines.get(member, ())) for one, member in numbered]


def histories_of(campaign: int, members: Collection[int]) -> dict[int, list[ReferralRecord]]:
    """Return the lines of the ledger by friend, with the looks by which each came, in the order of what happened."""
    joins = ReferralRecord.objects.filter(campaign=campaign, member__in=members, kind=RecordKind.JOINED)
    came: dict[int | None, set[int]] = {}
    for visitor, member in joins.values_list("visitor", "member"):
        came.setdefault(visitor, set()).add(member)
    looks = Q(kind=RecordKind.SCANNED, visitor__in=[visitor for visitor in came if visitor is not None])
    rows = ReferralRecord.objects.filter(Q(member__in=members) | looks, campaign=campaign)
    found: dict[int, list[ReferralRecord]] = {member: [] for member in members}
    for row in rows.select_related("participant__member", "account").order_by("at", "pk"):
        for member in came.get(row.visitor, ()) if row.member_id is None else [row.member_id]:
            found[member].append(row)
    return found
