"""What can stand in the way of a partner's money."""

from typing import ClassVar

from coterie.kit.errors import Conflict


class NotOpen(Conflict):
    """The programme takes nobody in now."""

    code: ClassVar[str] = "not_open"


class ClaimedTwice(Conflict):
    """Somebody else takes the same money at this moment."""

    code: ClassVar[str] = "claimed_twice"


class PayoutFailed(Conflict):
    """Whoever pays out could not."""

    code: ClassVar[str] = "payout_failed"


class DealTaken(Conflict):
    """The company is another partner's prospect for now."""

    code: ClassVar[str] = "deal_taken"
