"""What can stand in the way of a partner's money."""

from typing import ClassVar

from coterie.kit.errors import Conflict, Invalid


class Unlawful(Invalid):
    """The programme promises what no programme here may promise; `rule` names what it breaks."""

    code: ClassVar[str] = "unlawful"

    def __init__(self, message: object, *, rule: str, field: str) -> None:
        """Keep which rule is broken."""
        super().__init__(message, field=field)
        self.rule = rule


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
