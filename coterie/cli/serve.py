"""`coterie serve` and `coterie worker`."""

import signal
import threading

import click
import uvicorn
from django.conf import settings

from coterie.cli.answer import Answer, answering
from coterie.cli.demo.command import demo_link
from coterie.cli.first_owner import first_word
from coterie.platform.jobs.worker import Worker

GRACE_S = 1
"""Seconds for open answers when the server stops."""


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, help="Where to listen.")
@click.option("--host", default="127.0.0.1", help="Address to listen on; 0.0.0.0 for every one of this machine.")
@click.option("--demo", is_flag=True, help="Fill an empty install with the demo community.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, help="Web processes on one database.")
@answering
def serve(port: int, host: str, demo: bool, workers: int) -> Answer:
    """Run everything: pages, live codes, streams and jobs."""
    link = demo_link() if demo else ""
    way = f"Enter as its owner: {link}" if link else first_word()
    click.echo(f"Coterie is at {settings.BASE_URL}  {way}".strip())
    uvicorn.run(
        "coterie.asgi:application",
        host=host,
        port=port,
        workers=workers,
        loop="uvloop",
        http="httptools",
        access_log=False,
        log_level="warning",
        server_header=False,
        timeout_graceful_shutdown=GRACE_S,
    )
    return None


@click.command()
@answering
def worker() -> Answer:
    """Run jobs and receivers in a process of their own."""
    stop = threading.Event()
    for sign in (signal.SIGTERM, signal.SIGINT):
        signal.signal(sign, lambda *_: stop.set())
    Worker().run(stop)
    return None
