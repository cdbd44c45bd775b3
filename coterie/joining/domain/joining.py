"""Joining: from a visitor with a seat to a member in a group."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from coterie.accounts.domain.account import open_account
from coterie.communities.queries.communities import public_communities
from coterie.groups.domain.membership import join_group
from coterie.groups.errors import GroupFull
from coterie.joining.domain.answer import keep, refuse_unmet, told
from coterie.joining.domain.front_door import open_front_door
from coterie.joining.domain.seats.batch import settle
from coterie.joining.domain.seats.claim import Claim
from coterie.joining.enums import TicketState
from coterie.joining.errors import NoSeat
from coterie.joining.models import LiveCode, Slot, Ticket
from coterie.joining.queries.codes import front_door
from coterie.joining.queries.progress import Step, steps_for
from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.errors import NotFound
from coterie.members.domain.member import admit_member
from coterie.members.domain.rules_acceptance import accept_rules
from coterie.members.queries.members import member_of
from coterie.platform.events.log import publish


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Who joined, and where they sit."""

    member: int
    number: int
    account: int
    group: int | None
    group_key: str | None
    external_url: str
    """Where to go on when the seat is in no group of ours."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A visitor at an open door, with an account."""

    door: LiveCode
    visitor: int
    account: int
    actor: Actor
    now: datetime


@transaction.atomic
def join(
    *,
    community: int,
    code: str = "",
    visitor: int,
    name: str,
    answers: Mapping[int, str] | None = None,
    accepted_rules: int | None = None,
    account: int | None = None,
    email: str | None = None,
    language: str = "",
    actor: Actor,
    now: datetime,
) -> Joined:
    """Make a visitor a member and seat them in the group of their ticket; without a code, through the front door.

    Raises ThresholdUnmet naming the step, NoSeat when no group has room, Conflict when the address has an account
    or the person was removed, NotFound when the community is not open.
    """
    door = door_at(community, code, now)
    steps = steps_at(door, visitor, account, answers=answers, accepted_rules=accepted_rules)
    refuse_unmet(steps)
    account = account or open_account(name=name, email=email, language=language, now=now).pk
    arrival = Arrival(door, visitor, account, Actor(account=account, via=actor.via), now)
    member, number = admitted(arrival, name)
    slot = seated(arrival, member)
    record(arrival, steps, member)
    return joined(member, number, account, slot)


def door_at(community: int, code: str, now: datetime) -> LiveCode:
    """Lock the code that is the way in, making the front door for the first who comes without one."""
    if not public_communities().filter(pk=community).exists():
        raise NotFound(_("This community is not open."))
    if not code and front_door(community) is None:
        open_front_door(community=community, actor=Actor.of_system(), now=now)
    asked = LiveCode.objects.filter(slug=code.lower()) if code else LiveCode.objects.filter(is_front_door=True)
    return locked(asked.filter(community=community))


def steps_at(
    door: LiveCode,
    visitor: int,
    account: int | None,
    *,
    answers: Mapping[int, str] | None,
    accepted_rules: int | None,
) -> list[Step]:
    """Return the steps as this visitor stands before them; who is a member already has accepted rules before."""
    former = member_of(Actor(account=account), door.community_id)
    return steps_for(
        community=door.community_id,
        code=door.pk,
        visitor=visitor,
        member=former.pk if former else None,
        answers=answers,
        accepted_rules=accepted_rules,
    )


def admitted(arrival: Arrival, name: str) -> tuple[int, int]:
    """Make the visitor a member under the rules in force; return the member and the member's number."""
    door, actor, now = arrival.door, arrival.actor, arrival.now
    member = admit_member(
        community=door.community_id,
        account=arrival.account,
        name=name,
        code=door.pk,
        channel=door.channel_id,
        visitor=arrival.visitor,
        actor=actor,
        now=now,
    )
    accept_rules(member=member, actor=actor, now=now)
    return member.pk, member.number


def seated(arrival: Arrival, member: int) -> Slot | None:
    """Turn the visitor's seat into a membership; when its group filled up meanwhile, the next slot's turn comes.

    Raises NoSeat; a code without any slot lets people in without a group.
    """
    door, actor, now = arrival.door, arrival.actor, arrival.now
    useless: frozenset[int] = frozenset()
    while True:
        [seat] = settle([Claim(door.slug, arrival.visitor, look=False, avoid=useless)], now=now)
        if seat.slot is None:
            if Slot.objects.filter(code=door).exists():
                raise NoSeat(door.fallback_text or _("All groups are full at the moment."))
            return None
        slot = Slot.objects.select_related("group").get(pk=seat.slot)
        try:
            if slot.group_id is not None:
                join_group(
                    group=slot.group_id, member=member, code=door.pk, channel=door.channel_id, actor=actor, now=now
                )
        except GroupFull:
            useless |= {slot.pk}
        else:
            confirm(arrival, slot, member)
            return slot


def confirm(arrival: Arrival, slot: Slot, member: int) -> None:
    """Count a held seat as joined; a second join with the same ticket counts nothing."""
    ticket = Ticket.objects.filter(code=arrival.door, visitor=arrival.visitor, state=TicketState.HELD)
    if ticket.update(state=TicketState.JOINED, held_until=None, member=member):
        Slot.objects.filter(pk=slot.pk).update(joined=F("joined") + 1)
        LiveCode.objects.filter(pk=arrival.door.pk).update(joins=F("joins") + 1)


def record(arrival: Arrival, steps: list[Step], member: int) -> None:
    """Keep the answers, and tell which steps were passed."""
    keep((asked for step in steps for asked in step.asked), arrival.visitor, member, arrival.now)
    passed = [
        told(
            step,
            community=arrival.door.community_id,
            code=arrival.door.pk,
            visitor=arrival.visitor,
            member=member,
            actor=arrival.actor,
            now=arrival.now,
        )
        for step in steps
    ]
    publish(*passed)


def joined(member: int, number: int, account: int, slot: Slot | None) -> Joined:
    """Return the answer to a join."""
    group = slot.group if slot else None
    return Joined(
        member=member,
        number=number,
        account=account,
        group=group.pk if group else None,
        group_key=group.key if group else None,
        external_url=slot.external_url if slot else "",
    )
