from django.apps import AppConfig


class RewardsConfig(AppConfig):
    """The rewards context."""

    name = "coterie.rewards"
    label = "rewards"
