"""The Django app of jobs."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    """Loads every context's `tasks`, so that the schedule is complete."""

    name = "coterie.platform.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Fill `SCHEDULE`."""
        autodiscover_modules("tasks")
