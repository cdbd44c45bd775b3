from django.apps import AppConfig


class MarketConfig(AppConfig):
    """The market context."""

    name = "coterie.market"
    label = "market"
