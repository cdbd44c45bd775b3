from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RitualKind(TextChoices):
    """What people expect."""

    TOPIC = "topic", _("Topic session")
    GUEST = "guest", _("Guest session")
    MEETING = "meeting", _("Something else")


class Rule(TextChoices):
    """When it recurs."""

    ONCE = "once", _("once")
    WEEKLY = "weekly", _("on days of the week")
    AFTER_OPENING = "after", _("some days after a group began")
    AFTER_JOINING = "joined", _("some days after somebody joined")


class MissedPolicy(TextChoices):
    """What happens when nobody could open it in time, because nothing ran."""

    SKIP = "skip", _("leave it out")
    LATE = "late", _("begin late, while it would still go on")


class OccurrenceState(TextChoices):
    """How far one time of a ritual has come."""

    PLANNED = "planned", _("planned")
    ANNOUNCED = "announced", _("announced")
    OPEN = "open", _("going on")
    CLOSED = "closed", _("ended")
    MISSED = "missed", _("missed")
    CANCELLED = "cancelled", _("cancelled")


class Cue(StrEnum):
    """What a ritual says by itself, and when."""

    ANNOUNCE = "announce"
    REMIND = "remind"
    OPEN = "open"
    CLOSE = "close"


class Proof(TextChoices):
    """What one shows at a daily check-in."""

    TEXT = "text", _("a few words")
    NUMBER = "number", _("a number")
    PICTURE = "picture", _("a picture")


class DayState(TextChoices):
    """What a day of a challenge is for one member."""

    DONE = "done", _("done")
    MADE_UP = "made_up", _("made up for")
    FREE = "free", _("free")
    MISSED = "missed", _("missed")
    TODAY = "today", _("today")
    AHEAD = "ahead", _("to come")


class PlaceState(TextChoices):
    """How somebody stands at a gathering with limited places."""

    TAKEN = "taken", _("has a place")
    OFFERED = "offered", _("is offered a place")
    WAITING = "waiting", _("waits")
    GIVEN_BACK = "back", _("gave the place back")
    LAPSED = "lapsed", _("let the offer pass")


class Entry(TextChoices):
    """What the door says of a ticket."""

    WELCOME = "welcome", _("Welcome")
    AGAIN = "again", _("Was here already")
    NO_PLACE = "no_place", _("Has no place")
    ELSEWHERE = "elsewhere", _("Is for something else")
    UNKNOWN = "unknown", _("Is no ticket of ours")


class TieRule(TextChoices):
    """What happens when options have equally many votes; stated before the first one is cast."""

    EARLIER = "earlier", _("the option that stands first wins")
    OPERATORS = "decide", _("the operators decide, and say why")
    SHARED = "shared", _("they share it")


class Coming(TextChoices):
    """What a guest said to an invitation."""

    ASKED = "asked", _("was asked")
    COMES = "comes", _("comes")
    CANNOT = "cannot", _("cannot come")


class TrialState(TextChoices):
    """How somebody stands in a product trial."""

    APPLIED = "applied", _("wants to take part")
    CHOSEN = "chosen", _("takes part")
    NOT_CHOSEN = "not", _("does not take part")


class MaterialKind(TextChoices):
    """What a material is."""

    TEXT = "text", _("a text")
    PICTURE = "picture", _("a picture")
    AUDIO = "audio", _("a link to a sound")
    VIDEO = "video", _("a link to a film")
    LINK = "link", _("another link")


class Rights(TextChoices):
    """Whether a material may be used."""

    OWN = "own", _("our own")
    LICENSED = "licensed", _("licensed")
    QUOTED = "quoted", _("quoted, with its source")
    UNCLEAR = "unclear", _("not clear")


class PieceFormat(TextChoices):
    """What a piece is."""

    TEXT = "text", _("Text")
    PICTURE = "picture", _("Picture")
    AUDIO = "audio", _("Sound")
    VIDEO = "video", _("Film")


class PieceState(TextChoices):
    """Where a piece stands; it follows from its dates."""

    DRAFT = "draft", _("draft")
    WAITING = "waiting", _("waits for review")
    APPROVED = "approved", _("approved")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class LengthBand(TextChoices):
    """How long a piece takes to read."""

    SHORT = "short", _("under a minute")
    MIDDLE = "middle", _("one to three minutes")
    LONG = "long", _("over three minutes")


class SparkState(TextChoices):
    """Where an idea stands."""

    OPEN = "open", _("open")
    USED = "used", _("used")
    DROPPED = "dropped", _("dropped")
