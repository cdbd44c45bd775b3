from enum import StrEnum


class GroupState(StrEnum):
    """How alive a group is, by its own rhythm."""

    LIVELY = "lively"
    QUIET = "quiet"
    DORMANT = "dormant"
    ZOMBIE = "zombie"


class AlarmKind(StrEnum):
    """What an alarm is about."""

    DECLINE = "decline"
    SLOWING = "slowing"
    DORMANT = "dormant"
    ZOMBIE = "zombie"
    UNANSWERED = "unanswered"


class Answered(StrEnum):
    """What became of a newcomer's first message."""

    FAST = "within_10_min"
    SLOW = "within_a_day"
    LATE = "after_a_day_or_never"
    PENDING = "not_yet_known"


class Step(StrEnum):
    """The steps of the join funnel, in order."""

    SEEN = "seen"
    SCANNED = "scanned"
    JOINED = "joined"
    SPOKE = "first_message"
    RITUAL = "ritual"
    BOUGHT = "first_order"
    INVITED = "invites_one"
    INVITEE_JOINED = "invitee_joins"


class Hint(StrEnum):
    """Why no step is named as the weakest."""

    UNDECIDED = "undecided"
    MEASUREMENT = "measurement"
    VOLUME = "volume"
    NONE = "none"


class Segment(StrEnum):
    """Kinds of buyers by how lately, how often and for how much they bought, among those as old as they."""

    CHAMPIONS = "champions"
    LOYAL = "loyal"
    PROMISING = "promising"
    DRIFTING = "drifting"
    AT_RISK = "at_risk"
    LOST = "lost"


class Lack(StrEnum):
    """Why there is no model of buying, or none of spending."""

    NOBODY = "nobody"
    FEW = "few"
    ONCE = "once"
    ONE_DAY = "one_day"
    UNPAID = "unpaid"
