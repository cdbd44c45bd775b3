"""What joining does when it hears of things below it."""

from datetime import datetime
from typing import Any

from coterie.joining.domain.front_door import open_front_door
from coterie.joining.domain.hold import release_left_seats
from coterie.joining.domain.letter import write_decision
from coterie.joining.queries.answers import tags_earned
from coterie.kit.actor import Actor
from coterie.members.domain.tag import tag_members
from coterie.platform.events.models import LoggedEvent
from coterie.platform.events.receiver import receiver


@receiver("joining.front_door", kinds=("community_opened", "group_created"))
def keep_front_door(event: LoggedEvent, *, now: datetime) -> None:
    """Let people in by the public page, into every basic group."""
    if event.community is not None:
        open_front_door(community=event.community, actor=Actor.of_system(), now=now)


@receiver("joining.seats", kinds=("group_left",))
def free_seat(event: LoggedEvent, *, now: datetime) -> None:
    """Give the seat of a member who left a group to the next visitor."""
    if event.group is not None and event.member is not None:
        release_left_seats(group=event.group, member=event.member, actor=Actor.of_system(), now=now)


@receiver("joining.tags", kinds=("threshold_answered",))
def tag_by_answers(event: LoggedEvent, *, now: datetime) -> None:
    """Put the tags on a new member that the answers at the door earned."""
    if event.member is not None and event.subject is not None and event.community is not None:
        facts: dict[str, Any] = {"community": event.community, "members": [event.member]}
        for tag in tags_earned(event.member, event.subject):
            tag_members(**facts, tag=tag, actor=Actor.of_system(), now=now)


@receiver("joining.letters", kinds=("application_approved", "application_declined"))
def tell_applicant(event: LoggedEvent, *, now: datetime) -> None:  # noqa: ARG001 - every receiver is told the time
    """Write to an applicant who left an address."""
    if event.subject is not None:
        write_decision(passage=event.subject)
