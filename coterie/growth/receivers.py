"""What growth does when something happened: friends come, speak, buy, leave."""

from collections.abc import Sequence
from datetime import datetime

from coterie.growth.domain.recording import KINDS, record_events
from coterie.growth.queries.ledger import inviters_of_friends
from coterie.growth.tasks import settle_with
from coterie.platform.events.models import LoggedEvent
from coterie.platform.events.receiver import receiver_of_many
from coterie.platform.jobs.unique import unique


@receiver_of_many("growth.referrals", kinds=(*KINDS, "referral_reviewed"))
def follow_friends(events: Sequence[LoggedEvent], *, now: datetime) -> None:  # noqa: ARG001 - the shape of receivers
    """Keep what happens to friends, and have it settled with who invited them: each in a transaction of its own."""
    touched = record_events([event for event in events if event.kind in KINDS])
    touched |= {(one.campaign, one.member) for one in events if one.kind == "referral_reviewed"}  # type: ignore[misc]
    for participant in sorted(inviters_of_friends(touched)):
        with unique(f"settle:{participant}"):
            settle_with.enqueue(participant)
