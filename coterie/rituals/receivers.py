"""What rituals do when they hear of things below them."""

from datetime import datetime

from coterie.kit.actor import Actor
from coterie.platform.events.models import LoggedEvent
from coterie.platform.events.receiver import receiver
from coterie.rituals.domain.calendar import plan_ahead
from coterie.rituals.domain.piece_reader import note_join, note_order
from coterie.rituals.domain.publication import write_letters
from coterie.rituals.domain.rally import write_calls


@receiver("rituals.rally_letters", kinds=("rally_called",))
def tell_the_called(event: LoggedEvent, *, now: datetime) -> None:  # noqa: ARG001 - the shape of receivers
    """Write to the members who were called."""
    if event.subject is not None:
        write_calls(rally=event.subject)


@receiver("rituals.calendar", kinds=("group_created",))
def plan_for_group(event: LoggedEvent, *, now: datetime) -> None:
    """Write down what takes place some days after a group began."""
    if event.community is not None:
        plan_ahead(community=event.community, actor=Actor.of_system(), now=now)


@receiver("rituals.piece_letters", kinds=("piece_published",))
def bring_by_letter(event: LoggedEvent, *, now: datetime) -> None:  # noqa: ARG001 - the shape of receivers
    """Write to the members who want what is published by letter."""
    if event.subject is not None:
        write_letters(piece=event.subject)


@receiver("rituals.piece_joins", kinds=("member_joined",))
def count_join(event: LoggedEvent, *, now: datetime) -> None:  # noqa: ARG001 - it counts when it happened
    """Count a visitor who joined for the piece that they saw first."""
    if event.community and event.member and event.visitor is not None:
        note_join(
            community=event.community, visitor=event.visitor, member=event.member, actor=Actor.of_system(), now=event.at
        )


@receiver("rituals.piece_orders", kinds=("order_paid",))
def count_order(event: LoggedEvent, *, now: datetime) -> None:  # noqa: ARG001 - it counts when it happened
    """Count an order for the pieces that its buyer had read."""
    if event.community and event.member and event.order:
        note_order(
            community=event.community, order=event.order, member=event.member, actor=Actor.of_system(), now=event.at
        )
