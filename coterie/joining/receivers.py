"""What joining does when it hears of things below it."""

from datetime import datetime

from coterie.joining.domain.front_door import open_front_door
from coterie.joining.domain.hold import release_left_seats
from coterie.kit.actor import Actor
from coterie.platform.events.models import LoggedEvent
from coterie.platform.events.receiver import receiver


@receiver("joining.front_door", kinds=("community_opened", "group_created"))
def keep_front_door(event: LoggedEvent, *, now: datetime) -> None:
    """Let people in by the public page, into every basic group."""
    if event.community is not None:
        open_front_door(community=event.community, actor=Actor.of_system(), now=now)


@receiver("joining.seats", kinds=("group_left",))
def free_seat(event: LoggedEvent, *, now: datetime) -> None:
    """Give the seat of a member who left a group to the next visitor."""
    if event.group is not None and event.member is not None:
        release_left_seats(group=event.group, member=event.member, actor=Actor.of_system(), now=now)
