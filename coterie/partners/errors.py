"""What can stand in the way of a partner's money."""

from typing import ClassVar

from coterie.kit.errors import Conflict


class NotOpen(Conflict):
    """The programme takes nobody in now."""

    code: ClassVar[str] = "not_open"


class Untrained(Conflict):
    """Who is to be a partner has not finished the course that comes before."""

    code: ClassVar[str] = "untrained"


class ClaimedTwice(Conflict):
    """Somebody else takes the same money at this moment."""

    code: ClassVar[str] = "claimed_twice"


class PayoutFailed(Conflict):
    """Whoever pays out could not."""

    code: ClassVar[str] = "payout_failed"


class BountyFull(Conflict):
    """The bounty pays for no more work."""

    code: ClassVar[str] = "bounty_full"


class DealTaken(Conflict):
    """The company is another partner's prospect for now."""

    code: ClassVar[str] = "deal_taken"
