"""The waiting line: seats for those who wait, in the order of their coming."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from coterie.joining.domain.host_task import close_tasks
from coterie.joining.domain.seats.batch import open_desks, write
from coterie.joining.enums import HostTaskKind, TicketState
from coterie.joining.errors import NotWaiting
from coterie.joining.events import WaitingAddressGiven
from coterie.joining.models import LiveCode, Ticket, WaitingAddress
from coterie.kit.actor import Actor
from coterie.kit.errors import Invalid
from coterie.platform.events.log import publish

CODES_AT_ONCE = 20


@transaction.atomic
def promote_line(*, code: int, actor: Actor, now: datetime) -> int:
    """Hold seats for those who wait at a code, as many as there are; return how many got one.

    Where nobody waits any more, the hosts are no longer asked for room; `actor` made the room.
    """
    promoted, done = 0, False
    while not done:
        desks = open_desks("id", [code], now=now)
        done = all(desk.promote() for desk in desks)
        write(desks)
        given = sum(len(desk.promoted) for desk in desks)
        promoted, done = promoted + given, done or not given
    if not LiveCode.objects.filter(pk=code, waiting__gt=0).exists():
        close_tasks(code=code, kinds=(HostTaskKind.NO_ROOM,), actor=actor, now=now)
    return promoted


def codes_with_a_line() -> list[int]:
    """Return the codes where somebody waits."""
    return list(LiveCode.objects.filter(waiting__gt=0).order_by("id").values_list("pk", flat=True))


@transaction.atomic
def leave_address(
    *, code: int, visitor: int, email: str, consent: bool, language: str = "", actor: Actor, now: datetime
) -> None:
    """Keep the address of somebody who waits, for one letter when a seat is held for them.

    Raises NotWaiting, or Invalid for a wrong address or without consent.
    """
    ticket = Ticket.objects.filter(code=code, visitor=visitor, state=TicketState.WAITING).first()
    if ticket is None:
        raise NotWaiting(_("You do not wait here any more."))
    if not consent:
        raise Invalid(_("Without your consent we do not write."), field="consent")
    try:
        validate_email(email)
    except ValidationError as error:
        raise Invalid(_("This is not an e-mail address."), field="email") from error
    facts = {"email": email.strip(), "language": language[:10], "consented_at": now}
    WaitingAddress.objects.update_or_create(ticket=ticket, defaults=facts)
    community = LiveCode.objects.values_list("community", flat=True).get(pk=code)
    publish(WaitingAddressGiven(at=now, community=community, actor=actor.account, code=code, visitor=visitor))
