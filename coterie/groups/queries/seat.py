"""Seats as their holders ask for them."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import QuerySet

from coterie.groups.models import Group, Membership
from coterie.kit.actor import Actor
from coterie.kit.db.prepared import Prepared
from coterie.members.enums import MemberState

MEMBERS = Membership._meta.get_field("member").related_model._meta.db_table
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


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat with all that its holder's page says of the group and the community."""

    member: int
    joined_at: datetime
    group: int
    key: str
    name: str
    description: str
    taken: int
    community: int
    slug: str
    community_name: str
    slogan: str
    timezone: str


def seats_held_by(account: int) -> QuerySet[Membership]:
    """The seats of a person in all communities."""
    return Membership.objects.filter(
        member__account=account, member__state=MemberState.ACTIVE, group__archived_at=None, left_at=None
    )


FACTS = (
    "member", "joined_at", "group", "group__key", "group__name", "group__description", "group__taken",
    "member__community", "member__community__slug", "member__community__name", "member__community__slogan",
    "member__community__timezone",
)  # fmt: skip
_in_community = Prepared(
    lambda account, community: (
        seats_held_by(account).filter(member__community=community).order_by("joined_at", "id").values_list(*FACTS)
    ),
    int,
    int,
)
_in_group = Prepared(
    lambda account, slug, key: (
        seats_held_by(account).filter(group__key=key, member__community__slug=slug).values_list(*FACTS)
    ),
    int,
    str,
    str,
)


def seats_in(actor: Actor, community: int) -> list[Seat]:
    """Return the actor's own seats in a community, first taken first."""
    return [Seat(*facts) for facts in _in_community(actor.account, community)] if actor.account else []


def seat_in(actor: Actor, slug: str, key: str) -> Seat | None:
    """Return the actor's own seat in a group."""
    rows = _in_group(actor.account, slug, key) if actor.account else []
    return Seat(*rows[0]) if rows else None
