"""Tables of the jobs."""

from coterie.platform.jobs.models.job import Job

__all__ = ["Job"]
