"""What talk does by itself."""

from django_tasks import task

from coterie.kit import clock
from coterie.kit.actor import Actor
from coterie.platform.jobs.schedule import every
from coterie.talk.domain.link_card import look_up_link
from coterie.talk.domain.schedule import say_due


@every(seconds=20)
@task()
def say_what_is_due() -> int:
    """Say the planned messages whose time has come; return how many."""
    return say_due(actor=Actor.of_system(), now=clock.now())


@task()
def look_where_it_leads(message: int) -> bool:
    """Look up the first link of a message; return whether it has a card now."""
    return look_up_link(message=message, now=clock.now()) is not None
