from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MemberState(TextChoices):
    """Whether the person is in the community now."""

    ACTIVE = "active", _("member")
    LEFT = "left", _("left")
    REMOVED = "removed", _("removed")


class Symbol(TextChoices):
    """What a badge shows; names of our own icons."""

    STAR = "star", _("a star")
    HEART = "heart", _("a heart")
    BOOK = "book", _("a book")
    GIFT = "gift", _("a gift")
    SHIELD = "shield", _("a shield")
    FLAG = "flag", _("a flag")
    SUN = "sun", _("a sun")
    KEY = "key", _("a key")


class Digest(TextChoices):
    """How often a member wants to read what they missed."""

    NEVER = "", _("never")
    DAILY = "daily", _("every morning, when there is something")
    WEEKLY = "weekly", _("on Monday mornings")


class SeedState(TextChoices):
    """How a member stands in the seed programme."""

    INVITED = "invited", _("was invited")
    IN = "in", _("is in it")
    DECLINED = "declined", _("said no")
    WITHDRAWN = "withdrawn", _("invitation taken back")
    ENDED = "ended", _("was in it")


class Promotion(TextChoices):
    """What the best of the seed members become."""

    LEADER = "leader", _("opinion leader")
    PARTNER = "partner", _("partner")
