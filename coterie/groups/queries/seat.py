"""Seats as their holders ask for them."""

from dataclasses import dataclass
from datetime import datetime, time
from typing import NamedTuple

from django.db import connection
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from coterie.groups.models import Group, Membership
from coterie.kit.actor import Actor
from coterie.kit.db.prepared import Prepared
from coterie.members.enums import MemberState

MEMBERS = Membership._meta.get_field("member").related_model._meta.db_table
SEAT = f"""
SELECT member.community_id, room.slow_seconds, room.quiet_from, room.quiet_to FROM "{Membership._meta.db_table}" seat
  JOIN "{MEMBERS}" member ON member.id = seat.member_id
  JOIN "{Group._meta.db_table}" room ON room.id = seat.group_id
 WHERE seat.group_id = %s AND seat.member_id = %s AND seat.left_at IS NULL
   AND member.state = '{MemberState.ACTIVE}' AND room.archived_at IS NULL
"""  # noqa: S608 - our own names
OWN = " AND member.account_id = %s"
KEPT = {"postgresql": " FOR SHARE OF seat", "sqlite": ""}
"""PostgreSQL keeps the seat from being left until the transaction ends; SQLite has one writer anyway."""


class OpenSeat(NamedTuple):
    """Where somebody sits now: the community, and the pace of the group; `quiet_from` is as the database keeps it."""

    community: int
    slow_seconds: int
    quiet_from: time | str | None
    quiet_to: time | str | None

    @property
    def paced(self) -> bool:
        """Whether members cannot speak here at any time."""
        return bool(self.slow_seconds) or self.quiet_from is not None


def open_seat(group: int, member: int, *, account: int | None = None) -> OpenSeat | None:
    """Return the seat when the member sits in the group now, and with `account` is that person's.

    Written for posting, which asks many times a second: one statement without the ORM.
    """
    asked = SEAT + (OWN if account else "") + KEPT[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(asked, (group, member, account) if account else (group, member))
        row = cursor.fetchone()
    return OpenSeat(*row) if row else None


def seen_until(group: str, member: str) -> Subquery:
    """Return, for a query whose rows name a group and a member, until when the member has seen the group.

    NULL where the member does not sit there.
    """
    seats = Membership.objects.filter(group=OuterRef(group), member=OuterRef(member), left_at=None)
    return Subquery(seats.values(seen=Coalesce("read_at", "joined_at"))[:1])


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat with all that its holder's page says of the group and the community."""

    member: int
    joined_at: datetime
    read_at: datetime | None
    notify: str
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
    accent: str
    logo: str
    number_pattern: str

    @property
    def seen_until(self) -> datetime:
        """The moment until which its holder has seen what was said."""
        return self.read_at or self.joined_at


def seats_held_by(account: int) -> QuerySet[Membership]:
    """The seats of a person in all communities."""
    return Membership.objects.filter(
        member__account=account, member__state=MemberState.ACTIVE, group__archived_at=None, left_at=None
    )


FACTS = (
    "member", "joined_at", "read_at", "notify", "group", "group__key", "group__name", "group__description",
    "group__taken", "member__community", "member__community__slug", "member__community__name",
    "member__community__slogan", "member__community__timezone", "member__community__accent", "member__community__logo",
    "member__community__number_pattern",
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
