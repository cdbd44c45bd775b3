from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Emoji(TextChoices):
    """What a member can answer a message with, without words."""

    THUMB = "👍", _("thumbs up")
    HEART = "❤️", _("heart")
    LAUGH = "😂", _("laughing")
    CLAP = "👏", _("applause")
    WAVE = "👋", _("hello")
    FIRE = "🔥", _("fire")
    THANKS = "🙏", _("thank you")
    THINK = "🤔", _("thinking")
