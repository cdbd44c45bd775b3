from django.apps import AppConfig


class ReachConfig(AppConfig):
    """The reach context."""

    name = "coterie.reach"
    label = "reach"
