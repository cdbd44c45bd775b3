from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Tier(TextChoices):
    """What a group is in the portfolio."""

    BASIC = "basic", _("Basic")
    TOPIC = "topic", _("Topic")
    CROWDFUNDING = "crowdfunding", _("Crowdfunding")
    VIP = "vip", _("VIP")
