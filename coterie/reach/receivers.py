"""What reach does when something is said."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from coterie.platform.events.models import LoggedEvent
from coterie.platform.events.receiver import receiver_of_many
from coterie.reach.queries.push import notes_of
from coterie.reach.tasks import push_note

FRESH = timedelta(hours=1)
"""What was said longer ago is no news."""


@receiver_of_many("reach.push", kinds=("message_posted",))
def push_what_is_said(events: Sequence[LoggedEvent], *, now: datetime) -> None:
    """Push new messages to the browsers of those they are for."""
    fresh = [event.subject for event in events if event.subject is not None and event.at > now - FRESH]
    for note in notes_of(fresh):
        push_note.enqueue(*note)
