"""What rewards tell."""

from coterie.platform.events.event import Event


class PlanChanged(Event):
    """How points are given was changed; `data.fields` names what, `data.deed` the rule it was."""

    kind = "points_plan_changed"


class PointsAwarded(Event):
    """A member was given points; `subject` is the award; `data`: deed, points, and the giver of praise."""

    kind = "points_awarded"


class PointsWithheld(Event):
    """A deed of a member brought no points; `data`: deed, why."""

    kind = "points_withheld"


class PointsRevoked(Event):
    """An award (`subject`) was taken back, as far as its points were there; `data`: deed, points."""

    kind = "points_revoked"


class PointsExpired(Event):
    """Points of a member grew too old; `data.points`."""

    kind = "points_expired"


class LevelsChanged(Event):
    """A level was made, changed or taken away; `data.number`."""

    kind = "levels_changed"


class LevelReached(Event):
    """A member stands at another level; `data`: level, before."""

    kind = "level_reached"


class EnvelopeOffered(Event):
    """Somebody gives points away in a group; `subject` is the envelope; `data`: amount, shares."""

    kind = "envelope_offered"


class ShareGrabbed(Event):
    """A member took a share (`data.points`) of an envelope (`subject`)."""

    kind = "share_grabbed"


class EnvelopeClosed(Event):
    """An envelope (`subject`) is over; `data.returned` went back to whoever gave it."""

    kind = "envelope_closed"


class PrizeChanged(Event):
    """The shop has one more prize (`subject`), or one changed; `data.fields` names what."""

    kind = "prize_changed"


class PrizeBought(Event):
    """A member bought a prize; `subject` is the purchase; `data`: prize, points."""

    kind = "prize_bought"


class PrizeDelivered(Event):
    """A purchase (`subject`) was handed over."""

    kind = "prize_delivered"


class PrizeReturned(Event):
    """A purchase (`subject`) was taken back, and its points given back (`data.points`)."""

    kind = "prize_returned"


class PointsSpent(Event):
    """Points paid a part of something; `data`: how many."""

    kind = "points_spent"


class PointsGivenBack(Event):
    """What points paid came to nothing, so they are back; `data`: how many."""

    kind = "points_given_back"
