"""The Django app of limits."""

from django.apps import AppConfig


class LimitsConfig(AppConfig):
    """Names the app."""

    name = "coterie.platform.limits"
    label = "limits"
