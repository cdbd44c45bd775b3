"""What joining does when it hears of things below it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from coterie.joining.domain.front_door import open_front_door
from coterie.joining.domain.hold import release_left_seats
from coterie.joining.domain.landing_test import Visit, note_join, note_visits
from coterie.joining.domain.letter import write_decision
from coterie.joining.domain.newcomer import Done, count_deeds
from coterie.joining.enums import Deed
from coterie.joining.queries.answers import tags_earned
from coterie.joining.tasks import draw_posters
from coterie.kit.actor import Actor
from coterie.members.domain.tag import tag_members
from coterie.platform.events.models import LoggedEvent
from coterie.platform.events.receiver import receiver, receiver_of_many
from coterie.platform.jobs.unique import unique


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


@receiver("joining.printing", kinds=("print_run_started",))
def draw_run(event: LoggedEvent, *, now: datetime) -> None:  # noqa: ARG001 - the shape of receivers
    """Begin to draw the posters of a run."""
    if event.subject is not None:
        with unique(f"print-run:{event.subject}"):
            draw_posters.enqueue(event.subject)


@receiver_of_many("joining.landing_tests", kinds=("page_seen", "member_joined"))
def count_in_tests(events: Sequence[LoggedEvent], *, now: datetime) -> None:  # noqa: ARG001 - the shape of receivers
    """Count visitors of landing pages that are tested, and those of them who join."""
    note_visits(
        [
            Visit(event.data["test"], event.visitor, event.data["arm"], event.at)
            for event in events
            if event.kind == "page_seen" and event.visitor is not None and event.data.get("test")
        ]
    )
    for event in events:
        if event.kind == "member_joined" and event.visitor is not None and event.community is not None:
            note_join(community=event.community, visitor=event.visitor, at=event.at)


@receiver_of_many("joining.first_week", kinds=("message_posted", "reaction_added"))
def count_first_week(events: Sequence[LoggedEvent], *, now: datetime) -> None:  # noqa: ARG001 - the shape of receivers
    """Count what newcomers do in their first week."""
    count_deeds([Done(event.member, event.at, deed_of(event)) for event in events if event.member is not None])


def deed_of(event: LoggedEvent) -> str:
    """Return what somebody did."""
    if event.kind == "reaction_added":
        return Deed.REACT
    return Deed.REPLY if event.data.get("reply_to") else Deed.SAY
