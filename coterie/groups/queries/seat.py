"""Seats as their holders ask for them."""

from django.db import connection
from django.db.models import QuerySet

from coterie.groups.models import Group, Membership
from coterie.kit.actor import Actor
from coterie.members.enums import MemberState

MEMBERS = Membership._meta.get_field("member").related_model._meta.db_table  # type: ignore[union-attr] - a model by now
SEAT = f"""
SELECT member.community_id FROM "{Membership._meta.db_table}" seat
  JOIN "{MEMBERS}" member ON member.id = seat.member_id
  JOIN "{Group._meta.db_table}" room ON room.id = seat.group_id
 WHERE seat.group_id = %s AND seat.member_id = %s AND seat.left_at IS NULL
   AND member.state = '{MemberState.ACTIVE}' AND room.archived_at IS NULL
"""  # noqa: S608 - our own names
OWN = " AND member.account_id = %s"
KEPT = {"postgresql": " FOR SHARE OF seat", "sqlite": ""}
"""PostgreSQL keeps the seat from being left until the transaction ends; SQLite has one writer anyway."""


def community_of_seat(group: int, member: int, *, account: int | None = None) -> int | None:
    """Return the community when the member sits in the group now, and with `account` is that person's.

    Written for posting, which asks many times a second: one statement without the ORM.
    """
    asked = SEAT + (OWN if account else "") + KEPT[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(asked, (group, member, account) if account else (group, member))
        row = cursor.fetchone()
    return row[0] if row else None


def seats_held_by(actor: Actor) -> QuerySet[Membership]:
    """The actor's own seats in all communities, each with its group, its member and the community."""
    return Membership.objects.filter(
        member__account=actor.account,
        member__account__isnull=False,
        member__state=MemberState.ACTIVE,
        group__archived_at=None,
        left_at=None,
    ).select_related("group", "member__community")
