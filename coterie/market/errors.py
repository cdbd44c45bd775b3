"""What can stand in the way of a sale."""

from typing import ClassVar

from coterie.kit.errors import Conflict


class SoldOut(Conflict):
    """Fewer are left than are asked for."""

    code: ClassVar[str] = "sold_out"


class NotForSale(Conflict):
    """The offer cannot be bought now."""

    code: ClassVar[str] = "not_for_sale"


class TooMuchBack(Conflict):
    """More would be given back than was paid."""

    code: ClassVar[str] = "too_much_back"


class CouponRefused(Conflict):
    """The coupon does not count for this order."""

    code: ClassVar[str] = "coupon_refused"


class GiftUnknown(Conflict):
    """No gift has this code, or it was used."""

    code: ClassVar[str] = "gift_unknown"


class TeamFull(Conflict):
    """All seats of a team that buys together are taken."""

    code: ClassVar[str] = "team_full"
