"""Events of what is for sale: offers, coupons, the till, tests of prices."""

from coterie.platform.events.event import Event


class OfferMade(Event):
    """An offer was written; `subject` is its number."""

    kind = "offer_made"


class OfferChanged(Event):
    """An offer or one of its variants was changed; `data`: the fields."""

    kind = "offer_changed"


class OfferOpened(Event):
    """An offer can be bought."""

    kind = "offer_opened"


class OfferClosed(Event):
    """An offer can no longer be bought."""

    kind = "offer_closed"


class CouponChanged(Event):
    """A coupon was made or changed; `subject` is its number; `data`: the fields."""

    kind = "coupon_changed"


class TillChanged(Event):
    """What points are worth, or how to pay by hand, was changed; `data`: the fields."""

    kind = "till_changed"


class LadderBegun(Event):
    """A test of prices began; `subject` is its number; `data`: the offers."""

    kind = "ladder_begun"


class LadderDecided(Event):
    """A test of prices was decided; `data`: the offer that is kept."""

    kind = "ladder_decided"
