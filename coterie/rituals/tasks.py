"""What rituals do by themselves."""

from django_tasks import task

from coterie.kit import clock
from coterie.kit.actor import Actor
from coterie.platform.jobs.schedule import every
from coterie.rituals.domain.ballot import count_due
from coterie.rituals.domain.calendar import plan_ahead
from coterie.rituals.domain.column import watch_columns
from coterie.rituals.domain.cue import run_due
from coterie.rituals.domain.finish import finish_due, remind_due
from coterie.rituals.domain.place import lapse_due
from coterie.rituals.domain.publication import publish_due


@every(seconds=20)
@task()
def follow_the_clock() -> int:
    """Announce, remind, open and close what is due; return how much was."""
    return run_due(actor=Actor.of_system(), now=clock.now())


@every(hours=6)
@task()
def write_calendar() -> int:
    """Write down the times of the next weeks; return how many are new."""
    return plan_ahead(actor=Actor.of_system(), now=clock.now())


@every(minutes=10)
@task()
def look_after_challenges() -> int:
    """Remind of today's check-in, and close what is over; return how many letters and ends there were."""
    actor, now = Actor.of_system(), clock.now()
    return remind_due(actor=actor, now=now) + finish_due(actor=actor, now=now)


@every(seconds=30)
@task()
def move_lines() -> int:
    """Take back offers whose time is over, and offer them to the next; return how many there were."""
    return lapse_due(actor=Actor.of_system(), now=clock.now())


@every(seconds=30)
@task()
def count_votes() -> int:
    """Count the votes whose end has come; return how many."""
    return count_due(actor=Actor.of_system(), now=clock.now())


@every(seconds=20)
@task()
def publish_what_is_due() -> int:
    """Let the pieces out whose hour has come; return how many."""
    return publish_due(actor=Actor.of_system(), now=clock.now())


@every(hours=1)
@task()
def watch_views() -> int:
    """Warn of columns whose views decline; return how many began or ended to."""
    return watch_columns(actor=Actor.of_system(), now=clock.now())
