"""What joining does by itself."""

from datetime import timedelta

from django_tasks import task

from coterie.joining.domain.hold import release_ended_holds
from coterie.joining.domain.line import codes_with_a_line, promote_line
from coterie.joining.domain.print_run import draw_part, forget_old_runs
from coterie.joining.domain.reply import forget_old_words
from coterie.joining.domain.warning import warn_hosts
from coterie.joining.queries.print_runs import print_run
from coterie.kit import clock
from coterie.kit.actor import Actor
from coterie.platform.jobs.schedule import every
from coterie.platform.jobs.unique import unique

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


@task()
def draw_posters(run: int) -> int:
    """Draw the next part of a print run, and ask for the one after it; return how many posters are done."""
    row = print_run(run)
    if row is None or row.finished_at:
        return row.done if row else 0
    if draw_part(run=row, now=clock.now()):
        with unique(f"print-run:{run}"):
            draw_posters.enqueue(run)
    return row.done


@every(days=1, after=timedelta(hours=4))
@task()
def forget_printed() -> int:
    """Delete the posters of old print runs; return how many runs."""
    return forget_old_runs(now=clock.now())


@every(days=1, after=timedelta(hours=4))
@task()
def forget_asked() -> int:
    """Forget what nobody has asked for 90 days; return how many."""
    return forget_old_words(now=clock.now())


@every(seconds=30)
@task()
def seat_waiting() -> int:
    """Hold seats for those who wait, wherever room has come about; return how many got one."""
    return sum(promote_line(code=code, actor=Actor.of_system(), now=clock.now()) for code in codes_with_a_line())


@every(minutes=5)
@task()
def warn() -> int:
    """Warn the hosts of codes that fill up and of pictures that end; return how many warnings there were."""
    return warn_hosts(actor=Actor.of_system(), now=clock.now())
