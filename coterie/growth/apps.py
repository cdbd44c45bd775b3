from django.apps import AppConfig


class GrowthConfig(AppConfig):
    """The growth context."""

    name = "coterie.growth"
    label = "growth"
