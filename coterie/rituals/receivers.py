"""What rituals do when they hear of things below them."""

from datetime import datetime

from coterie.kit.actor import Actor
from coterie.platform.events.models import LoggedEvent
from coterie.platform.events.receiver import receiver
from coterie.rituals.domain.calendar import plan_ahead
from coterie.rituals.domain.rally import write_calls


@receiver("rituals.rally_letters", kinds=("rally_called",))
def tell_the_called(event: LoggedEvent, *, now: datetime) -> None:  # noqa: ARG001 - the shape of receivers
    """Write to the members who were called."""
    if event.subject is not None:
        write_calls(rally=event.subject)


@receiver("rituals.calendar", kinds=("group_created",))
def plan_for_group(event: LoggedEvent, *, now: datetime) -> None:
    """Write down what takes place some days after a group began."""
    if event.community is not None:
        plan_ahead(community=event.community, actor=Actor.of_system(), now=now)
