"""What a person can do wrong on the way in."""

from typing import ClassVar

from coterie.kit.errors import Conflict, DomainError, Invalid


class NoSeat(Conflict):
    """No group behind this code has room now."""

    code = "no_seat"


class ThresholdUnmet(Invalid):
    """A step of the threshold is open; `field` names the answer."""

    code = "threshold_unmet"


class NotWaiting(Conflict):
    """The visitor stands in no waiting line here."""

    code = "not_waiting"


class DeskClosed(DomainError):
    """Seats cannot be given at this moment; nothing was changed, the visitor may scan again."""

    code: ClassVar[str] = "desk_closed"
    status: ClassVar[int] = 503
