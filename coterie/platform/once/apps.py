"""The Django app of what is done once."""

from django.apps import AppConfig


class OnceConfig(AppConfig):
    """Names the app."""

    name = "coterie.platform.once"
    label = "once"
