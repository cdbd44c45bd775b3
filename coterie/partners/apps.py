from django.apps import AppConfig


class PartnersConfig(AppConfig):
    """The partners context."""

    name = "coterie.partners"
    label = "partners"
