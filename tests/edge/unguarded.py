"""The same server without the guard: it lets go of the lock between looking at the seats and giving them."""

import time

from django.db import transaction

from coterie.asgi import application
from coterie.joining.domain.seats.batch import open_desks, write
from coterie.joining.domain.seats.claim import UNKNOWN
from coterie.joining.domain.seats.clerk import Clerk, Waiting, _tell

__all__ = ["application"]

BETWEEN_S = 0.02


def serve(self: Clerk, waiting: list[Waiting], _tallies: list[object]) -> None:
    """Look in one transaction, decide and write in another."""
    if not waiting:
        return
    with transaction.atomic():
        found = open_desks("slug", {each.claim.slug for each in waiting}, now=self._clock())
        desks = {desk.door.slug: desk for desk in found}
    time.sleep(BETWEEN_S)
    with transaction.atomic():
        seats = [desks[each.claim.slug].serve(each.claim) if each.claim.slug in desks else UNKNOWN for each in waiting]
        write(desks.values())
    _tell(waiting, seats)


Clerk._serve = serve
