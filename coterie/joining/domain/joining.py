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
    former = member_of(Actor(account=account), community)
    steps = steps_for(
        community=community,
        code=door.pk,
        visitor=visitor,
        member=former.pk if former else None,
        answers=answers,
        accepted_rules=accepted_rules,
    )
    refuse_unmet(steps)
    account = account or open_account(name=name, email=email, language=language, now=now).pk
    actor = Actor(account=account, via=actor.via)
    member = admit_member(
        community=community,
        account=account,
        name=name,
        code=door.pk,
        channel=door.channel_id,
        visitor=visitor,
        actor=actor,
        now=now,
    )
    accept_rules(member=member, actor=actor, now=now)
    slot = seated(door, visitor=visitor, member=member.pk, actor=actor, now=now)
    record(steps, door, visitor=visitor, member=member.pk, actor=actor, now=now)
    return joined(member.pk, member.number, account, slot)


def door_at(community: int, code: str, now: datetime) -> LiveCode:
    """Lock the code that is the way in, making the front door for the first who comes without one."""
    if not public_communities().filter(pk=community).exists():
        raise NotFound(_("This community is not open."))
    if not code and front_door(community) is None:
        open_front_door(community=community, actor=Actor.of_system(), now=now)
    asked = LiveCode.objects.filter(slug=code.lower()) if code else LiveCode.objects.filter(is_front_door=True)
    return locked(asked.filter(community=community))


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


def seated(door: LiveCode, *, visitor: int, member: int, actor: Actor, now: datetime) -> Slot | None:
    """Turn the visitor's seat into a membership; a group that filled up meanwhile makes place for the next slot.

    Raises NoSeat; a code without any slot lets people in without a group.
    """
    avoid: frozenset[int] = frozenset()
    while True:
        [seat] = settle([Claim(door.slug, visitor, look=False, avoid=avoid)], now=now)
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
            avoid |= {slot.pk}
            continue
        confirm(door, slot, visitor, member)
        return slot


def confirm(door: LiveCode, slot: Slot, visitor: int, member: int) -> None:
    """Count a held seat as joined; a second join with the same ticket counts nothing."""
    ticket = Ticket.objects.filter(code=door, visitor=visitor, state=TicketState.HELD)
    if ticket.update(state=TicketState.JOINED, held_until=None, member=member):
        Slot.objects.filter(pk=slot.pk).update(joined=F("joined") + 1)
        LiveCode.objects.filter(pk=door.pk).update(joins=F("joins") + 1)


def record(steps: list[Step], door: LiveCode, *, visitor: int, member: int, actor: Actor, now: datetime) -> None:
    """Keep the answers, and tell which steps were passed."""
    keep((asked for step in steps for asked in step.asked), visitor, member, now)
    publish(
        *(
            told(step, community=door.community_id, code=door.pk, visitor=visitor, member=member, actor=actor, now=now)
            for step in steps
        )
    )
