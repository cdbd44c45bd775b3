"""Taking and leaving seats in groups."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.groups.errors import GroupFull
from coterie.groups.events import GroupJoined, GroupLeft
from coterie.groups.models import Group, Membership
from coterie.kit.actor import Actor
from coterie.kit.db.prepared import Prepared
from coterie.kit.db.rows import locked
from coterie.kit.db.written import change, insert
from coterie.kit.errors import NotFound
from coterie.platform.events.log import publish

ROOM = Prepared(
    lambda group: (
        Group.objects.filter(pk=group)
        .select_for_update()
        .values_list("community", F("capacity") - F("taken"), "archived_at")
    ),
    int,
)
SEAT = Prepared(
    lambda group, member: Membership.objects.filter(group=group, member=member, left_at=None).values_list("pk"),
    int,
    int,
)
COUNT = f"UPDATE {Group._meta.db_table} SET taken = taken + 1 WHERE id = %s"  # noqa: S608 - our own name


def seated(
    *, group: int, member: int, code: int | None = None, channel: int | None = None, actor: Actor, now: datetime
) -> Membership:
    """Seat a member who passed the threshold (the caller has checked that); a second time changes nothing.

    In the caller's transaction; `join_group` has one of its own. Raises GroupFull, before any change, when no seat
    is left.
    """
    found = ROOM(group)
    if not found:
        raise NotFound
    [(community, left, archived)] = found
    for (seat,) in SEAT(group, member):
        return Membership.objects.get(pk=seat)
    if left <= 0 or archived:
        raise GroupFull(_("This group is full."))
    taken = Membership(group_id=group, member_id=member, joined_at=now)
    insert(taken)
    change(COUNT, group)
    publish(
        GroupJoined(
            at=now,
            community=community,
            actor=actor.account,
            group=group,
            member=member,
            code=code,
            channel=channel,
        )
    )
    return taken


join_group = transaction.atomic(seated)


@transaction.atomic
def leave_group(*, group: int, member: int, actor: Actor, now: datetime) -> None:
    """Give a seat back by the member's own will (the caller has checked whose it is)."""
    freed(locked(Group.objects.filter(pk=group)), member, removed=False, actor=actor, now=now)


@transaction.atomic
def remove_from_group(*, group: int, member: int, actor: Actor, now: datetime) -> None:
    """Take a seat away by decision of staff."""
    row = locked(Group.objects.filter(pk=group))
    require(actor, Permission.EDIT_MEMBERS, row.community_id)
    freed(row, member, removed=True, actor=actor, now=now)


def freed(group: Group, member: int, *, removed: bool, actor: Actor, now: datetime) -> None:
    """Close the open membership and count the seat back."""
    closed = Membership.objects.filter(group=group, member=member, left_at=None).update(left_at=now)
    if not closed:
        raise NotFound(_("This member is not in the group."))
    Group.objects.filter(pk=group.pk).update(taken=F("taken") - 1)
    publish(
        GroupLeft(
            at=now,
            community=group.community_id,
            actor=actor.account,
            group=group.pk,
            member=member,
            data={"removed": removed},
        )
    )


@transaction.atomic
def leave_every_group(*, member: int, actor: Actor, now: datetime) -> None:
    """Give all of a member's seats back, when the membership itself ends."""
    seats = Membership.objects.filter(member=member, left_at=None).order_by("group").values_list("group", flat=True)
    for group in list(seats):
        leave_group(group=group, member=member, actor=actor, now=now)
