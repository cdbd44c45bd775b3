from django.apps import AppConfig


class TalkConfig(AppConfig):
    """The talk context."""

    name = "coterie.talk"
    label = "talk"
