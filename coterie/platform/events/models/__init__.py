"""Tables of the event log."""

from coterie.platform.events.models.logged_event import LoggedEvent

__all__ = ["LoggedEvent"]
