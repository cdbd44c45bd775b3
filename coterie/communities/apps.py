from django.apps import AppConfig


class CommunitiesConfig(AppConfig):
    """The communities context."""

    name = "coterie.communities"
    label = "communities"
