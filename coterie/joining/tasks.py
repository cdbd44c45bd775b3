"""What joining does by itself."""

from django_tasks import task

from coterie.joining.domain.hold import release_ended_holds
from coterie.kit import clock
from coterie.kit.actor import Actor
from coterie.platform.jobs.schedule import every

MOST_ROUNDS = 50


@every(seconds=30)
@task()
def release_ended() -> int:
    """Free the seats of visitors who did not join in time; return how many."""
    freed = 0
    for _round in range(MOST_ROUNDS):
        if not (more := release_ended_holds(actor=Actor.of_system(), now=clock.now())):
            break
        freed += more
    return freed
