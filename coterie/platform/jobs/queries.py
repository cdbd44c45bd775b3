"""The jobs in figures, for the terminal and for monitors."""

from dataclasses import asdict
from datetime import datetime

from coterie.kit.json import Json
from coterie.platform.jobs.models import Job
from coterie.platform.jobs.standing import dead_jobs, standings

SHOWN = 50


def job_facts(*, now: datetime) -> dict[str, Json]:
    """Return how every task stands, and the newest dead jobs."""
    tasks = standings(now=now)
    return {
        "ready": sum(standing.ready for standing in tasks),
        "late": sum(standing.late for standing in tasks),
        "running": sum(standing.running for standing in tasks),
        "dead": sum(standing.dead for standing in tasks),
        "tasks": [asdict(standing) for standing in tasks],
        "dead_jobs": [_shown(job) for job in dead_jobs()[:SHOWN]],
    }


def _shown(job: Job) -> dict[str, Json]:
    said = job.errors[-1]["traceback"].strip().rpartition("\n")[2] if job.errors else ""
    return {"id": job.pk, "task": job.task, "tries": job.attempts, "at": str(job.attempted_at), "error": said}
