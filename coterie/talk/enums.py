from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MessageKind(TextChoices):
    """What a message is besides what it says."""

    TALK = "", _("Talk")
    QUESTION = "question", _("Question")
    POLL = "poll", _("Poll")


class Why(TextChoices):
    """Why a member is told of a message."""

    NAMED = "named", _("named you")
    ANSWERED = "answered", _("answered you")
    ACCEPTED = "accepted", _("took your answer")


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


class Sought(TextChoices):
    """What a search can be narrowed to."""

    QUESTION = "question", _("questions")
    POLL = "poll", _("polls")
    PICTURE = "picture", _("with pictures")
    ANNOUNCEMENT = "announcement", _("announcements")
