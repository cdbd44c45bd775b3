from django.apps import AppConfig


class GroupsConfig(AppConfig):
    """The groups context."""

    name = "coterie.groups"
    label = "groups"
