from coterie.kit.errors import Conflict, TooMany


class MessageGone(Conflict):
    """The message was deleted in the meantime."""

    code = "message_gone"


class QuietNow(Conflict):
    """Nobody but staff speaks in the group's quiet hours."""

    code = "quiet_now"


class TooSoon(TooMany):
    """The group is slow, and this member spoke a moment ago."""

    code = "too_soon"
