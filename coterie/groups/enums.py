from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Notify(TextChoices):
    """What of a group its member wants to be told when they are away."""

    ALL = "all", _("Everything")
    NAMED = "named", _("When somebody names me or answers me")
    NOTHING = "nothing", _("Nothing")


class Tier(TextChoices):
    """What a group is in the portfolio."""

    BASIC = "basic", _("Basic")
    TOPIC = "topic", _("Topic")
    CROWDFUNDING = "crowdfunding", _("Crowdfunding")
    VIP = "vip", _("VIP")
