"""What talk does when it hears of itself: what need not be done before somebody's words are kept."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from coterie.platform.events.models import LoggedEvent
from coterie.platform.events.receiver import receiver_of_many
from coterie.platform.jobs.unique import unique
from coterie.talk.queries.links import with_links_among
from coterie.talk.tasks import look_where_it_leads

FRESH = timedelta(days=1)
"""Links of imported history are not looked up: who wrote them is long gone, and there may be a million."""


@receiver_of_many("talk.link_cards", kinds=("message_posted", "message_edited"))
def look_up_links(events: Sequence[LoggedEvent], *, now: datetime) -> None:
    """Let the links of new messages be looked up."""
    said = [event.subject for event in events if event.subject is not None and event.at > now - FRESH]
    for message in with_links_among(said):
        with unique(f"link-card:{message}"):
            look_where_it_leads.enqueue(message)
