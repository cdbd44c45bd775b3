"""Handing a bait over, each as often as there are, and once to each member."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F

from coterie.joining.enums import BaitKind, BaitState
from coterie.joining.events import BaitDelivered, BaitMissed
from coterie.joining.models import Bait, BaitDelivery, BaitText
from coterie.joining.rules import bait_state
from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.platform.events.log import publish


@dataclass(frozen=True, slots=True, kw_only=True)
class Receiver:
    """Who gets a bait, and by which door they came."""

    member: int
    visitor: int | None
    code: int | None
    channel: int | None


@transaction.atomic
def deliver_bait(*, bait: int, to: Receiver, actor: Actor, now: datetime) -> BaitDelivery | None:
    """Give a bait to a member who has passed the threshold; None when there is none left, and a second time the first.

    It never refuses anybody: who joins for a bait that is out has joined all the same.
    """
    row = locked(Bait.objects.filter(pk=bait))
    if had := BaitDelivery.objects.filter(bait=row, member=to.member).first():
        return had
    text = next_text(row)
    state = bait_state(row, now, texts=1 if text else 0)
    if state != BaitState.THERE:
        publish(missed(row, to, state, actor, now))
        return None
    delivery = BaitDelivery.objects.create(bait=row, member_id=to.member, text=text, at=now)
    taken(row, text, now)
    publish(delivered(row, to, actor, now))
    return delivery


def next_text(row: Bait) -> BaitText | None:
    """Return the next text that nobody has; the bait's lock keeps it for us."""
    if row.kind != BaitKind.TEXTS:
        return None
    return BaitText.objects.filter(bait=row, given_at=None).order_by("id").first()


def taken(row: Bait, text: BaitText | None, now: datetime) -> None:
    """Count one delivery."""
    Bait.objects.filter(pk=row.pk).update(delivered=F("delivered") + 1)
    if text is not None:
        BaitText.objects.filter(pk=text.pk).update(given_at=now)


def delivered(row: Bait, to: Receiver, actor: Actor, now: datetime) -> BaitDelivered:
    """Return the event of a delivery; it names the bait, never what is in it."""
    return BaitDelivered(
        at=now,
        community=row.community_id,
        actor=actor.account,
        subject=row.pk,
        visitor=to.visitor,
        member=to.member,
        channel=to.channel,
        code=to.code,
        data={"kind": row.kind},
    )


def missed(row: Bait, to: Receiver, state: str, actor: Actor, now: datetime) -> BaitMissed:
    """Return the event of a bait that somebody came for and did not get."""
    return BaitMissed(
        at=now,
        community=row.community_id,
        actor=actor.account,
        subject=row.pk,
        visitor=to.visitor,
        member=to.member,
        channel=to.channel,
        code=to.code,
        data={"why": str(state)},
    )
