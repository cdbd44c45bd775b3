"""The Django app of the event log."""

from django.apps import AppConfig
from django.core.checks import register
from django.utils.module_loading import autodiscover_modules


class EventsConfig(AppConfig):
    """Loads every context's `events` and `receivers`, so that the registries are complete."""

    name = "coterie.platform.events"
    label = "events"

    def ready(self) -> None:
        """Fill `KINDS` and `RECEIVERS`, and have their match checked."""
        from coterie.platform.events.receiver import unknown_kinds

        autodiscover_modules("events", "receivers")
        register(unknown_kinds)
