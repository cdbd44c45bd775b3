"""What groups do when they hear of things below them."""

from datetime import datetime

from coterie.groups.domain.membership import leave_every_group
from coterie.kit.actor import Actor
from coterie.platform.events.models import LoggedEvent
from coterie.platform.events.receiver import receiver


@receiver("groups.seats", kinds=("member_left", "member_removed"))
def free_seats(event: LoggedEvent, *, now: datetime) -> None:
    """Give the seats of a former member back."""
    if event.member is not None:
        leave_every_group(member=event.member, actor=Actor.of_system(), now=now)
