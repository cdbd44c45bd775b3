"""Comings and goings that a history from elsewhere tells of, at the time when they happened."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from operator import attrgetter
from typing import Literal, NamedTuple

from django.db import transaction

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.groups.events import GroupJoined, GroupLeft
from coterie.groups.models import Group, Membership
from coterie.kit.actor import Actor
from coterie.kit.db.bulk import put
from coterie.kit.db.rows import locked
from coterie.kit.db.statement import keeper, many, moment, rows_by_the_thousand, stored
from coterie.platform.events.event import Event
from coterie.platform.events.log import EventRow, insert_rows

TABLE = Membership._meta.db_table
COLUMNS = ("group_id", "member_id", "joined_at", "left_at")
KNOWN = (
    f"SELECT member_id, joined_at, left_at, id FROM {TABLE}"  # noqa: S608 - our own name
    " WHERE group_id = %s AND (left_at IS NULL OR left_at > %s) AND member_id IN ({}) ORDER BY id"
)
END = f"UPDATE {TABLE} SET left_at = %s WHERE id = %s"  # noqa: S608 - our own name


class Step(NamedTuple):
    """A member came, went, or was heard and so must have been inside."""

    member: int
    at: datetime
    what: Literal["came", "went", "heard"]


@dataclass(slots=True, eq=False)
class Stay:
    """One row of a member in the group; `pk` is None while it is not written."""

    member: int
    joined_at: datetime
    left_at: datetime | None
    pk: int | None = None

    def holds(self, at: datetime) -> bool:
        """Tell whether the member was inside at that moment."""
        return self.joined_at <= at and (self.left_at is None or self.left_at > at)


@transaction.atomic
def import_memberships(*, group: int, steps: Sequence[Step], actor: Actor, now: datetime) -> None:  # noqa: ARG001 - every step has its own time
    """Open and close memberships as the steps tell; the group grows to hold whoever is inside at the end."""
    row = locked(Group.objects.filter(pk=group))
    require(actor, Permission.IMPORT, row.community_id)
    stays = stays_of(group, {step.member for step in steps}, since=min(step.at for step in steps))
    told = [(step, kind) for step in steps for kind in stays[step.member].take(step)]
    save(group, stays.values())
    row.taken = Membership.objects.filter(group=group, left_at=None).count()
    row.capacity = max(row.capacity, row.taken)
    row.save(update_fields=["taken", "capacity"])
    insert_rows(event(kind, step, row, actor) for step, kind in told)


class Stays:
    """One member's stays in a group, in order of time."""

    def __init__(self, rows: Iterable[Stay] = ()) -> None:
        """Begin with the stays that are known."""
        self.rows = sorted(rows, key=BEGIN)
        self.fresh: list[Stay] = []
        self.ended: list[Stay] = []

    def take(self, step: Step) -> Iterator[type[Event]]:
        """Fit a step in; yield what it tells that was not known."""
        stay = next((row for row in self.rows if row.holds(step.at)), None)
        if step.what == "went":
            if stay is None:
                # Who leaves without having come was there before the history begins.
                stay = self._begin(step)
                yield GroupJoined
            stay.left_at = step.at
            if stay.pk is not None:
                self.ended.append(stay)
            yield GroupLeft
        elif stay is None:
            self._begin(step)
            yield GroupJoined

    def _begin(self, step: Step) -> Stay:
        """Open a stay; one that lies before another is over, at the latest, when that one begins."""
        place = bisect_right(self.rows, step.at, key=BEGIN)
        stay = Stay(step.member, step.at, self.rows[place].joined_at if place < len(self.rows) else None)
        self.rows.insert(place, stay)
        self.fresh.append(stay)
        return stay


BEGIN = attrgetter("joined_at")


def stays_of(group: int, members: set[int], *, since: datetime) -> dict[int, Stays]:
    """Return what is known of the members' stays; those that were over by `since` say nothing of later steps."""
    known: dict[int, list[Stay]] = defaultdict(list)
    for member, begin, end, pk in rows_by_the_thousand(KNOWN, members, group, stored(since)):
        known[member].append(Stay(member, moment(begin), moment(end), pk))
    return {member: Stays(known[member]) for member in members}


def save(group: int, stays: Collection[Stays]) -> None:
    """Write the stays that are new or ended; ended ones first, for a member has one open stay at a time."""
    kept = keeper()
    many(END, [(row.left_at and kept(row.left_at), row.pk) for each in stays for row in each.ended])
    fresh = [row for each in stays for row in each.fresh]
    put(TABLE, COLUMNS, [(group, row.member, kept(row.joined_at), row.left_at and kept(row.left_at)) for row in fresh])


def event(kind: type[Event], step: Step, group: Group, actor: Actor) -> EventRow:
    """Return the log's row of a step."""
    return EventRow(
        step.at, kind.kind, community=group.community_id, actor=actor.account, member=step.member, group=group.pk,
        data='{"removed":false}' if kind is GroupLeft else "{}",
    )  # fmt: skip
