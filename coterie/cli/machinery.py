"""`coterie jobs`, `coterie events`, `coterie check`."""

import click
from django.conf import settings
from django.db import connection

from coterie.cli.answer import Answer, answering
from coterie.kit.clock import now
from coterie.kit.environment import Environment
from coterie.market.queries.escrow_audit import escrow_faults
from coterie.partners.queries.payout_audit import commission_faults
from coterie.platform.events.parking import parked_events, retry
from coterie.platform.events.queries import log_facts
from coterie.platform.jobs.queries import job_facts
from coterie.platform.ledger.audit import entries, faults


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


ALONE = (
    "in process: with several workers on SQLite a page in another worker hears of a new message only when it is loaded"
    " again, and a changed code is remembered as it was for up to a minute, which moves nobody and shows nothing that"
    " has ended; set COTERIE_REDIS_URL"
)


def bus_of(environment: Environment) -> str:
    """Say what carries news between processes, and what is lacking where nothing does."""
    return "redis" if environment.redis_url else "postgres" if environment.database_url else ALONE


@click.command()
@answering
def check() -> Answer:
    """Say what is on, what is off, and why."""
    environment = settings.ENVIRONMENT
    return {
        "data": str(environment.data),
        "database": connection.vendor,
        "bus": bus_of(environment),
        "mail": "smtp" if environment.mail_url else "printed to the terminal: set COTERIE_MAIL_URL to send",
        "engine": environment.engine,
        "base_url": environment.base_url,
        "events": log_facts(now=now()),
        "jobs": job_facts(now=now()),
        "ledger": {"entries": entries(), "faults": faults()},
        "projects": {"faults": escrow_faults()},
        "partners": {"faults": commission_faults()},
    }
