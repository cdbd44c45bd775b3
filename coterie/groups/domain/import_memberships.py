"""Comings and goings that a history from elsewhere tells of, at the time when they happened."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db import transaction

from coterie.communities.enums import Permission
from coterie.communities.queries.access import require
from coterie.groups.events import GroupJoined, GroupLeft
from coterie.groups.models import Group, Membership
from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.platform.events.event import Event
from coterie.platform.events.log import publish


@dataclass(frozen=True, slots=True)
class Step:
    """A member came, went, or was heard and so must have been inside."""

    member: int
    at: datetime
    what: Literal["came", "went", "heard"]


@transaction.atomic
def import_memberships(*, group: int, steps: Sequence[Step], actor: Actor, now: datetime) -> None:  # noqa: ARG001 - every step has its own time
    """Open and close memberships as the steps tell; the group grows to hold whoever is inside at the end."""
    row = locked(Group.objects.filter(pk=group))
    require(actor, Permission.IMPORT, row.community_id)
    stays = stays_of(group, {step.member for step in steps})
    told = [(step, kind) for step in steps for kind in stays[step.member].take(step)]
    save(group, stays.values())
    row.taken = Membership.objects.filter(group=group, left_at=None).count()
    row.capacity = max(row.capacity, row.taken)
    row.save(update_fields=["taken", "capacity"])
    publish(*(event(kind, step, row, actor) for step, kind in told))


class Stays:
    """One member's stays in a group, in order of time."""

    def __init__(self, rows: Iterable[Membership] = ()) -> None:
        """Begin with the stays that are known."""
        self.rows = sorted(rows, key=lambda row: row.joined_at)
        self.fresh: list[Membership] = []
        self.ended: list[Membership] = []

    def take(self, step: Step) -> Iterator[type[Event]]:
        """Fit a step in; yield what it tells that was not known."""
        stay = next((row for row in self.rows if row.joined_at <= step.at and self._open_at(row, step.at)), None)
        if step.what == "went":
            if stay is None:
                # Who leaves without having come was there before the history begins.
                stay = self._begin(step)
                yield GroupJoined
            stay.left_at = step.at
            if stay not in self.fresh:
                self.ended.append(stay)
            yield GroupLeft
        elif stay is None:
            self._begin(step)
            yield GroupJoined

    def _open_at(self, row: Membership, at: datetime) -> bool:
        return row.left_at is None or row.left_at > at

    def _begin(self, step: Step) -> Membership:
        """Open a stay; one that lies before another is over, at the latest, when that one begins."""
        later = [row.joined_at for row in self.rows if row.joined_at > step.at]
        stay = Membership(member_id=step.member, joined_at=step.at, left_at=min(later, default=None))
        self.rows = sorted([*self.rows, stay], key=lambda row: row.joined_at)
        self.fresh.append(stay)
        return stay


def stays_of(group: int, members: set[int]) -> dict[int, Stays]:
    """Return what is known of the members' stays."""
    rows: dict[int, list[Membership]] = defaultdict(list)
    for row in Membership.objects.filter(group=group, member__in=members):
        rows[row.member_id].append(row)
    return {member: Stays(rows[member]) for member in members}


def save(group: int, stays: Collection[Stays]) -> None:
    """Write the stays that are new or ended; ended ones first, for a member has one open stay at a time."""
    ended = [row for each in stays for row in each.ended]
    fresh = [row for each in stays for row in each.fresh]
    for row in fresh:
        row.group_id = group
    Membership.objects.bulk_update(ended, ["left_at"], batch_size=200)
    Membership.objects.bulk_create(fresh)


def event(kind: type[Event], step: Step, group: Group, actor: Actor) -> Event:
    """Return the event of a step."""
    data = {"removed": False} if kind is GroupLeft else {}
    return kind(
        at=step.at, community=group.community_id, actor=actor.account, group=group.pk, member=step.member, data=data
    )
