"""Telling those who waited that a seat is held for them."""

from collections.abc import Collection

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from coterie.joining.domain.seats.claim import Door
from coterie.joining.models import WaitingAddress
from coterie.joining.rules import cookie_of
from coterie.platform.live import tell
from coterie.platform.mail.letter import write_letter

SEAT_OFFERED = "seat_offered"


def topic_of(ticket: int) -> str:
    """Return what the page of somebody who waits listens to."""
    return f"ticket:{ticket}"


def tell_promoted(door: Door, promoted: Collection[int]) -> None:
    """Tell each who waited: on the open page, and by the one letter that they asked for."""
    for ticket in promoted:
        tell(topic_of(ticket), {"kind": SEAT_OFFERED})
    asked = WaitingAddress.objects.filter(ticket__in=promoted).select_related("ticket")
    for address in asked:
        write_of_seat(door, address)
    asked.delete()


def write_of_seat(door: Door, address: WaitingAddress) -> None:
    """Write the letter; its link makes the reader's browser the visitor that waited."""
    link = f"{settings.BASE_URL}/c/{door.address}/waiting/{door.slug}/{cookie_of(address.ticket.visitor)}"
    with translation.override(address.language or "en"):
        text = _(
            "A seat is held for you for %(minutes)s minutes:\n%(link)s\n\n"
            "You asked for this one letter while you waited. There will be no other, and your address is deleted."
        )
        words = text % {"minutes": door.hold_minutes, "link": link}
        write_letter(to=[address.email], subject=_("A seat came free"), text=words)
