"""Joining: from a visitor with a seat to a member in a group."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from coterie.accounts.domain.account import opened
from coterie.communities.queries.communities import public_communities
from coterie.groups.domain import membership
from coterie.groups.errors import GroupFull
from coterie.joining.domain.answer import keep, refuse_unmet
from coterie.joining.domain.bait_delivery import Receiver, deliver_bait
from coterie.joining.domain.front_door import open_front_door
from coterie.joining.domain.newcomer import receive
from coterie.joining.domain.passage import Visit, told
from coterie.joining.domain.seats.batch import settle
from coterie.joining.domain.seats.claim import Claim
from coterie.joining.domain.way_in import (
    CODE,
    CONFIRM,
    COUNT_CODE,
    COUNT_SLOT,
    FRONT_DOOR,
    HELD,
    NAME,
    SEAT,
    Door,
    Seat,
)
from coterie.joining.enums import Target, TicketState
from coterie.joining.errors import NoSeat, ThresholdUnmet
from coterie.joining.models import Passage, Slot
from coterie.joining.queries.baits import promised_to
from coterie.joining.queries.progress import Step, steps_for
from coterie.kit.actor import Actor
from coterie.kit.db.written import change
from coterie.kit.errors import NotFound
from coterie.members.domain import member as members
from coterie.members.domain import rules_acceptance
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
    promised: bool = False
    """Whether something hung at the door; the member has it, unless it was out."""
    picture: bool = False
    """Whether the seat is behind the picture of another group's QR code."""
    received: bool = False
    """Whether newcomers are led through a welcome here."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A visitor at an open door, with an account."""

    door: Door
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
    account = account or opened(name=name, email=email, language=language, now=now).pk
    arrival = Arrival(door, visitor, account, Actor(account=account, via=actor.via), now)
    member, number = admitted(arrival, name)
    seat = seated(arrival, member)
    record(arrival, steps, member)
    hand_over(arrival, member)
    if door.receives:
        receive(member=member, community=community, channel=door.channel, now=now)
    return joined(arrival, member, number, seat)


def door_at(community: int, code: str, now: datetime) -> Door:
    """Lock the code that is the way in, making the front door for the first who comes without one."""
    found = CODE(code.lower(), community) if code else FRONT_DOOR(community)
    if not found:
        if not public_communities().filter(pk=community).exists():
            raise NotFound(_("This community is not open."))
        if code:
            raise NotFound
        open_front_door(community=community, actor=Actor.of_system(), now=now)
        found = FRONT_DOOR(community)
    return Door(*found[0])


def steps_at(
    door: Door,
    visitor: int,
    account: int | None,
    *,
    answers: Mapping[int, str] | None,
    accepted_rules: int | None,
) -> list[Step]:
    """Return the steps as this visitor stands before them; who is a member already has accepted rules before."""
    former = member_of(Actor(account=account), door.community)
    return steps_for(
        community=door.community,
        code=door.code,
        visitor=visitor,
        member=former.pk if former else None,
        answers=answers,
        accepted_rules=accepted_rules,
    )


def admitted(arrival: Arrival, name: str) -> tuple[int, int]:
    """Make the visitor a member under the rules in force; return the member and the member's number."""
    door, actor, now = arrival.door, arrival.actor, arrival.now
    member = members.admitted(
        community=door.community,
        account=arrival.account,
        name=name,
        code=door.code,
        channel=door.channel,
        visitor=arrival.visitor,
        actor=actor,
        now=now,
    )
    rules_acceptance.accepted(member=member, actor=actor, now=now)
    return member.pk, member.number


def seated(arrival: Arrival, member: int) -> Seat | None:
    """Turn the visitor's seat into a membership; when its group filled up meanwhile, the next slot's turn comes.

    Raises NoSeat; a code without any slot lets people in without a group.
    """
    door = arrival.door
    useless: frozenset[int] = frozenset()
    while True:
        seat = held_seat(arrival) if not useless else None
        seat = seat or claimed_seat(arrival, useless)
        if seat is None:
            if Slot.objects.filter(code=door.code).exists():
                raise NoSeat(door.fallback_text or _("All groups are full at the moment."))
            return None
        try:
            take(arrival, seat, member)
        except GroupFull:
            useless |= {seat.slot}
        else:
            confirm(arrival, seat, member)
            return seat


def held_seat(arrival: Arrival) -> Seat | None:
    """Return the seat that the scan gave the visitor, when nothing speaks against it; the usual case."""
    for *facts, state, held_until, expires_at in HELD(arrival.door.code, arrival.visitor):
        ends = (held_until if state == TicketState.HELD else None, expires_at)
        if all(end is None or end > arrival.now for end in ends):
            return Seat(*facts)
    return None


def claimed_seat(arrival: Arrival, useless: frozenset[int]) -> Seat | None:
    """Let the desk decide where the visitor sits."""
    [seat] = settle([Claim(arrival.door.slug, arrival.visitor, look=False, avoid=useless)], now=arrival.now)
    return Seat(*SEAT(seat.slot)[0]) if seat.slot is not None else None


def take(arrival: Arrival, seat: Seat, member: int) -> None:
    """Seat the member in the group of the seat, if it is in one of ours. Raises GroupFull, before any change."""
    if seat.group is None:
        return
    door, actor, now = arrival.door, arrival.actor, arrival.now
    membership.seated(group=seat.group, member=member, code=door.code, channel=door.channel, actor=actor, now=now)


def confirm(arrival: Arrival, seat: Seat, member: int) -> None:
    """Count a held seat as joined; a second join with the same ticket counts nothing.

    Behind another group's QR code nobody is seen to come in: the seat stays held until the visitor says so.
    """
    if seat.target == Target.PICTURE:
        change(NAME, member, arrival.door.code, arrival.visitor)
    elif change(CONFIRM, member, arrival.door.code, arrival.visitor):
        change(COUNT_SLOT, seat.slot)
        change(COUNT_CODE, arrival.door.code)


def record(arrival: Arrival, steps: list[Step], member: int) -> None:
    """Keep the answers, and tell which steps were passed."""
    door, actor, now = arrival.door, arrival.actor, arrival.now
    keep((asked for step in steps for asked in step.asked), arrival.visitor, member, now)
    passages = [step.passage for step in steps if step.passage]
    if passages:
        spend(passages, member)
    visit = Visit(door.community, door.code, arrival.visitor)
    inviter = {row.threshold_id: row.inviter_id for row in passages}
    publish(
        *(
            told(step, visit, member=member, actor=actor, now=now, inviter=inviter.get(step.threshold or 0))
            for step in steps
        )
    )


def spend(passages: list[Passage], member: int) -> None:
    """Let what was passed bring in one person and nobody after: the database compares and writes in one statement.

    Raises ThresholdUnmet when somebody else has entered by it.
    """
    rows = Passage.objects.filter(Q(member=None) | Q(member=member), pk__in=[row.pk for row in passages])
    if rows.update(member=member) < len(passages):
        raise ThresholdUnmet(_("Somebody has entered by this already. If it was you, sign in."), field="steps")


def hand_over(arrival: Arrival, member: int) -> None:
    """Give the new member what hung at the door."""
    door = arrival.door
    promised = promised_to(arrival.visitor, door.community) if arrival.visitor else []
    to = Receiver(member=member, visitor=arrival.visitor, code=door.code, channel=door.channel)
    for bait in dict.fromkeys([*([door.bait] if door.bait is not None else []), *promised]):
        deliver_bait(bait=bait, to=to, actor=arrival.actor, now=arrival.now)


def joined(arrival: Arrival, member: int, number: int, seat: Seat | None) -> Joined:
    """Return the answer to a join."""
    return Joined(
        member=member,
        number=number,
        account=arrival.account,
        promised=arrival.door.bait is not None,
        group=seat.group if seat else None,
        group_key=seat.group_key if seat else None,
        external_url=seat.external_url if seat else "",
        picture=seat is not None and seat.target == Target.PICTURE,
        received=arrival.door.receives,
    )
