from django.apps import AppConfig


class JoiningConfig(AppConfig):
    """The joining context."""

    name = "coterie.joining"
    label = "joining"
