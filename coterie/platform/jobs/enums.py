"""Closed lists of the jobs."""

from enum import StrEnum


class JobState(StrEnum):
    """Where a job stands."""

    READY = "ready"
    """Waits for its time or for a worker."""
    RUNNING = "running"
    """A worker holds its lease."""
    DONE = "done"
    """It returned."""
    DEAD = "dead"
    """It failed at its last try; an operator decides."""
    REPLACED = "replaced"
    """It failed, and a newer job with the same unique key waits already."""
