from django.apps import AppConfig


class MembersConfig(AppConfig):
    """The members context."""

    name = "coterie.members"
    label = "members"
