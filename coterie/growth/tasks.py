"""What growth does by itself."""

from django_tasks import task

from coterie.growth.domain.settling import settle, settle_due
from coterie.growth.domain.team_word import give_words_due
from coterie.kit import clock
from coterie.kit.actor import Actor
from coterie.platform.jobs.schedule import every


@task()
def settle_with(participant: int) -> None:
    """Give one who takes part what friends bring, or take it back."""
    settle(participant=participant, actor=Actor.of_system(), now=clock.now())


@every(minutes=1)
@task()
def settle_what_is_due() -> int:
    """Settle with those of whose friends one has stayed long enough now; return with how many."""
    return settle_due(actor=Actor.of_system(), now=clock.now())


@every(minutes=1)
@task()
def tell_who_missed_the_time() -> int:
    """Give everybody in a team that missed its time their word; return how many letters were written."""
    return give_words_due(actor=Actor.of_system(), now=clock.now())
