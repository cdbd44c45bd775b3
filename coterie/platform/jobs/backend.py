"""The tasks API on our own tables."""

from django_tasks.backends.immediate import ImmediateBackend


class DurableBackend(ImmediateBackend):
    """Runs a task at once."""

    supports_defer = True
