"""Tables of the event log."""

from coterie.platform.events.models.cursor import Cursor
from coterie.platform.events.models.logged_event import LoggedEvent
from coterie.platform.events.models.parked_event import ParkedEvent

__all__ = ["Cursor", "LoggedEvent", "ParkedEvent"]
