"""What joining tells."""

from coterie.platform.events.event import Event


class PageSeen(Event):
    """Somebody saw the public page of a community."""

    kind = "page_seen"


class CodeCreated(Event):
    """A live code exists."""

    kind = "code_created"


class CodeChanged(Event):
    """A live code changed; `data.fields` names what, `data.slot` the slot it was."""

    kind = "code_changed"


class CodeViewed(Event):
    """Looks at a code that took no new place in line.

    `data`: verdict, reason, count (looks of one kind within a second are one event); a visitor who was seated
    again has an event alone, with `data.slot`.
    """

    kind = "code_viewed"


class CodeScanned(Event):
    """The first ticket of a visitor; `data.slot` is null when no seat was free, the rest of `data` says why."""

    kind = "code_scanned"


class SeatReleased(Event):
    """A seat is free again; `data.why`: expired, left, moved."""

    kind = "seat_released"


class ThresholdAnswered(Event):
    """A step of the threshold (`subject`) was passed; `data.kind`."""

    kind = "threshold_answered"
