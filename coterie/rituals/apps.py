from django.apps import AppConfig


class RitualsConfig(AppConfig):
    """The rituals context."""

    name = "coterie.rituals"
    label = "rituals"
