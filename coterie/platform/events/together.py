"""Events of one moment in one transaction, where nothing changes beside them."""

from collections.abc import Sequence

from coterie.kit.db.desk import Desk
from coterie.platform.events.event import Event
from coterie.platform.events.log import publish


def keep(events: Sequence[Event]) -> Sequence[bool]:
    """Write the events of all who came together."""
    publish(*events)
    return [True] * len(events)


DESK: Desk[Event, bool] = Desk(keep)


def publish_together(event: Event) -> None:
    """Write the event and return when it is kept for good; inside a transaction it belongs to that one."""
    DESK.ask(event)
