"""The Django app of jobs."""

from django.apps import AppConfig


class JobsConfig(AppConfig):
    """Names the app."""

    name = "coterie.platform.jobs"
    label = "jobs"
