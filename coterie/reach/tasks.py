"""What reach does by itself."""

from django_tasks import task

from coterie.kit import clock
from coterie.kit.actor import Actor
from coterie.platform.jobs.schedule import every
from coterie.reach.domain.digest import write_digests
from coterie.reach.domain.push import push


@every(minutes=5)
@task()
def write_to_those_who_missed_it() -> int:
    """Write the digests that are due; return how many."""
    return write_digests(actor=Actor.of_system(), now=clock.now())


@task(forgets=True)
def push_note(device: int, title: str, text: str, path: str) -> bool:
    """Push one note to one browser; return whether it was taken."""
    return push(device=device, title=title, text=text, path=path)
