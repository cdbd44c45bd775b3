"""Who speaks for a ritual in a group."""

from coterie.communities.queries.communities import staff_of
from coterie.groups.queries.groups import members_in
from coterie.members.enums import MemberState
from coterie.members.queries.members import members_of_staff
from coterie.rituals.models import Occurrence


def speaker_of(row: Occurrence) -> int | None:
    """Return the host if they sit in the group, else the first of the staff who does; None where nobody does."""
    return speaker_in(row.group_id, row.community_id, wished=row.host_id)


def speaker_in(group: int, community: int, *, wished: int | None) -> int | None:
    """Return the wished member if they sit in a group, else the first of the staff who does."""
    seats = members_in(group).filter(member__state=MemberState.ACTIVE)
    if wished and seats.filter(member=wished).exists():
        return wished
    staff = staff_of(community).values("account")
    return seats.filter(member__account__in=staff).values_list("member", flat=True).first()


def holds(row: Occurrence, member: int) -> bool:
    """Tell whether a member is a host of this time: the one in charge, or staff."""
    return member == row.host_id or member in members_of_staff(row.community_id)
