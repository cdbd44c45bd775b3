"""`coterie jobs`, `coterie events`, `coterie check`."""

import click
from django.conf import settings
from django.db import connection

from coterie.cli.answer import Answer, answering
from coterie.kit.clock import now
from coterie.platform.events.parking import parked_events, retry
from coterie.platform.events.queries import log_facts
from coterie.platform.jobs.queries import job_facts


@click.command()
@answering
def jobs() -> Answer:
    """Count jobs by state and list the dead ones."""
    return job_facts(now=now())


@click.command()
@click.option("--parked", is_flag=True, help="List events that a receiver could not take.")
@click.option("--retry", "again", type=int, metavar="ID", help="Hand a parked event over once more.")
@answering
def events(parked: bool, again: int | None) -> Answer:
    """Look at the event log and its receivers."""
    if again is not None:
        retry(again, now=now())
        return {"retried": again}
    if parked:
        return [
            {"id": row.pk, "receiver": row.receiver, "event": row.event, "error": row.error} for row in parked_events()
        ]
    return log_facts(now=now())


@click.command()
@answering
def check() -> Answer:
    """Say what is on, what is off, and why."""
    environment = settings.ENVIRONMENT
    return {
        "data": str(environment.data),
        "database": connection.vendor,
        "bus": "redis" if environment.redis_url else "postgres" if environment.database_url else "in process",
        "mail": "smtp" if environment.mail_url else "printed to the terminal: set COTERIE_MAIL_URL to send",
        "engine": environment.engine,
        "base_url": environment.base_url,
        "events": log_facts(now=now()),
        "jobs": job_facts(now=now()),
    }
