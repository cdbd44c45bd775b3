"""How far a member has read, and what they want to be told of."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from coterie.groups.enums import Notify
from coterie.groups.events import NotifyChanged
from coterie.groups.models import Membership
from coterie.kit.actor import Actor
from coterie.kit.db.rows import locked
from coterie.kit.errors import Invalid
from coterie.members.enums import MemberState
from coterie.platform.events.log import publish


@transaction.atomic
def mark_read(*, group: int, member: int, until: datetime, actor: Actor, now: datetime) -> None:
    """Keep that a member has seen what was said until then; never goes back, and never beyond now.

    It tells no event: who read what is told to nobody. Raises NotFound when it is not the actor's own seat.
    """
    row = locked(own_seats(member, actor).filter(group=group))
    until = min(until, now)
    if row.read_at is None or row.read_at < until:
        row.read_at = until
        row.save(update_fields=["read_at"])


@transaction.atomic
def mark_all_read(*, member: int, actor: Actor, now: datetime) -> None:
    """Keep that a member has seen everything that was said until now, in all their groups."""
    own_seats(member, actor).update(read_at=now)


@transaction.atomic
def choose_notify(*, group: int, member: int, notify: str, actor: Actor, now: datetime) -> None:
    """Choose what of a group one wants to be told; the same again changes nothing.

    Raises NotFound when it is not the actor's own seat, Invalid for another wish.
    """
    row = locked(own_seats(member, actor).select_related("group").filter(group=group))
    if notify not in Notify.values:
        raise Invalid(_("Choose from the list."), field="notify")
    if row.notify == notify:
        return
    row.notify = notify
    row.save(update_fields=["notify"])
    facts: dict[str, Any] = {"at": now, "community": row.group.community_id, "actor": actor.account}
    publish(NotifyChanged(**facts, group=group, member=member, data={"notify": notify}))


def own_seats(member: int, actor: Actor) -> QuerySet[Membership]:
    """Return the seats that the actor holds as this member."""
    mine = {"member__account": actor.account, "member__state": MemberState.ACTIVE}
    return (
        Membership.objects.filter(member=member, left_at=None, **mine) if actor.account else Membership.objects.none()
    )
