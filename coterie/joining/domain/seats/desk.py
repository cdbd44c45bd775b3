"""The desk of one code in one transaction: it knows the truth, decides, and keeps what is to be written."""

import json
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta

from coterie.joining.domain.seats import tickets
from coterie.joining.domain.seats.claim import Claim, Door, Seat
from coterie.joining.domain.seats.slots import OpenSlot
from coterie.joining.domain.seats.tickets import KnownTicket, NewTicket
from coterie.joining.domain.seats.usher import Hall
from coterie.joining.enums import SlotState, TicketState, Verdict
from coterie.joining.events import CodeScanned, CodeViewed, SeatOffered, SeatReleased
from coterie.joining.rules import Looker, tongues_in
from coterie.kit.db.statement import Kept, stored
from coterie.platform.events.log import EventRow

RELEASES_AT_ONCE = 1000
PROMOTED_AT_ONCE = 500
PAUSED = '"by":"paused"'


class Desk:
    """Serves claims for one code whose row is locked; `batch.py` writes what it decided."""

    def __init__(
        self, door: Door, hall: Hall, now: datetime, grow: Callable[[], OpenSlot | None] | None = None
    ) -> None:
        self.door, self.now, self.hall = door, now, hall
        self.slots = {slot.id: slot for slot in hall.slots}
        self.waiting = door.waiting
        self.promoted: list[int] = []
        """Tickets that came from the waiting line to a seat."""
        self.turned_away = False
        self.known: dict[int, KnownTicket] = {}
        self.new: list[NewTicket] = []
        self.changes: list[tuple[Kept, ...]] = []
        self.releases: list[tuple[Kept, int]] = []
        self.renewals: list[tuple[Kept, int]] = []
        self.events: list[EventRow] = []
        self.looks: Counter[tuple[str, str]] = Counter()
        self._fresh: dict[int, Seat] = {}
        self._grow = grow
        self._swept = self._line_served = False
        self._at = stored(now)
        self._held_until = now + timedelta(minutes=door.hold_minutes)
        self._held = stored(self._held_until)

    def serve(self, claim: Claim) -> Seat:
        """Give the claim its seat: the one it has, else a new one, else a place in the waiting line."""
        if claim.verdict != Verdict.PERSON:
            self.looks[claim.verdict, claim.reason] += 1
            return Seat(self.door)
        if claim.visitor in self._fresh:
            self.looks[Verdict.AGAIN, ""] += claim.look
            return self._fresh[claim.visitor]
        ticket = self.known.get(claim.visitor)
        if ticket is None:
            self.looks[Verdict.PERSON, ""] += claim.look
            self._fresh[claim.visitor] = seat = self._first(claim)
            return seat
        self.looks[Verdict.AGAIN, ""] += claim.look
        return self._kept(ticket, claim) or self._renewed(ticket, claim)

    def confirm(self, ticket: KnownTicket) -> None:
        """Count a held seat as joined; the ticket's row is the caller's to write."""
        if ticket.state == TicketState.HELD and ticket.slot is not None:
            slot = self.slots[ticket.slot]
            slot.joined, slot.changed = slot.joined + 1, True
            ticket.state = TicketState.JOINED

    def release(self, ticket: KnownTicket, why: str) -> None:
        """Free the seat of a ticket."""
        if ticket.slot is None or ticket.state not in (TicketState.HELD, TicketState.JOINED):
            return
        slot = self.slots[ticket.slot]
        if ticket.state == TicketState.JOINED:
            slot.taken, slot.joined, slot.changed = slot.taken - 1, slot.joined - 1, True
        else:
            slot.give(-1)
        ticket.state = TicketState.RELEASED
        self.releases.append((self._at, ticket.id))
        self.events.append(
            self._event(SeatReleased.kind, ticket.visitor, slot, f'{{"slot":{slot.number},"why":"{why}"}}')
        )

    def release_ended(self) -> int:
        """Free seats whose hold has ended; return how many."""
        ended = tickets.read_ended(self.door.code, now=self.now, limit=RELEASES_AT_ONCE)
        latest = (self.known.get(ticket.visitor, ticket) for ticket in ended)
        free = [ticket for ticket in latest if ticket.held_until and ticket.held_until <= self.now]
        for ticket in free:
            self.release(ticket, "expired")
        self.hall.refill()
        return len(free)

    def promote(self) -> bool:
        """Seat those who wait, the first comers first; return False when there is room and more may stand in line."""
        self._line_served = True
        if self.door.paused or not self.waiting or not (self._grow or self.hall.has_room()):
            return True
        line = tickets.read_line(self.door.code, limit=PROMOTED_AT_ONCE)
        for row in line:
            ticket = self.known.get(row.visitor, row)
            if ticket.state == TicketState.WAITING:
                self._promote(ticket)
        return len(line) < PROMOTED_AT_ONCE or not self.hall.has_room()

    def _promote(self, ticket: KnownTicket) -> None:
        """Hold a seat for one who waits, if any slot takes them."""
        facts = json.loads(ticket.why)
        tongues = tuple(str(facts["tongues"]).split(",")) if facts.get("tongues") else ()
        looker = self.hall.looker(tongues, returning=not facts.get("new"))
        slot, why = self._found(ticket.visitor, looker, frozenset())
        if slot is None:
            return
        self._seated(ticket, slot, why)
        self.promoted.append(ticket.id)
        self.events.append(self._event(SeatOffered.kind, ticket.visitor, slot, f'{{"slot":{slot.number},{why}}}'))

    def _first(self, claim: Claim) -> Seat:
        """Write a visitor's first ticket."""
        slot, why = self._chosen(claim, returning=not claim.fresh)
        self.waiting += slot is None
        state = TicketState.HELD if slot else TicketState.WAITING
        held = self._held if slot else None
        place = slot.id if slot else None
        self.new.append(NewTicket(self.door.code, claim.visitor, place, state.value, self._at, held, f"{{{why}}}"))
        number = slot.number if slot else "null"
        self.events.append(self._event(CodeScanned.kind, claim.visitor, slot, f'{{"slot":{number},{why}}}'))
        return self._seat(slot, self._held_until)

    def _kept(self, ticket: KnownTicket, claim: Claim) -> Seat | None:
        """Return the seat that the visitor has and can use."""
        slot = self.slots.get(ticket.slot or 0)
        if slot is None or slot.id in claim.avoid:
            return None
        if ticket.state == TicketState.JOINED:
            return Seat(self.door, slot.id, slot.number)
        if ticket.state != TicketState.HELD or slot.closed == SlotState.EXPIRED:
            return None
        if ticket.held_until and ticket.held_until <= self.now:
            ticket.held_until = self._held_until
            self.renewals.append((self._held, ticket.id))
        return self._seat(slot, ticket.held_until)

    def _renewed(self, ticket: KnownTicket, claim: Claim) -> Seat:
        """Seat a visitor anew whose seat is gone, or who waited."""
        self.release(ticket, "moved")
        slot, why = self._chosen(claim, returning='"new":true' not in ticket.why)
        if ticket.state == TicketState.HELD:  # the line was served meanwhile, and this visitor with it
            return self._seat(self.slots[ticket.slot or 0], ticket.held_until)
        if slot is None and ticket.state == TicketState.WAITING:
            return Seat(self.door)
        self._seated(ticket, slot, why)
        number = slot.number if slot else "null"
        told = f'{{"verdict":"again","count":0,"slot":{number},{why}}}'
        self.events.append(self._event(CodeViewed.kind, ticket.visitor, slot, told))
        return self._seat(slot, self._held_until)

    def _chosen(self, claim: Claim, *, returning: bool) -> tuple[OpenSlot | None, str]:
        """Find a seat for somebody at the desk; those who wait come before."""
        if self.door.paused:
            return None, PAUSED
        if self.waiting and not self._line_served:
            self._swept = True
            self.release_ended()
            self.promote()
            ticket = self.known.get(claim.visitor)
            if ticket is not None and ticket.state == TicketState.HELD:
                return None, ""
        tongues = tongues_in(claim.accept) if self.hall.picky else ()
        looker = self.hall.looker(tongues, returning=returning)
        slot, why = self._found(claim.visitor, looker, claim.avoid)
        self.turned_away |= slot is None
        return slot, why + profile(tongues, returning=returning) if self.hall.picky else why

    def _found(self, visitor: int, looker: Looker, avoid: frozenset[int]) -> tuple[OpenSlot | None, str]:
        """Choose among the slots; when none has room, look for ended holds, then open a new group."""
        usher = self.hall.usher(looker)
        slot = usher.choose(visitor, avoid)
        if slot is None and not self._swept:
            self._swept = True
            if self.release_ended():
                usher = self.hall.usher(looker)
                slot = usher.choose(visitor, avoid)
        if slot is None and self._grown():
            usher = self.hall.usher(looker)
            slot = usher.choose(visitor, avoid)
        return slot, usher.why()

    def _grown(self) -> bool:
        """Open a new group, if the code allows it."""
        slot = self._grow() if self._grow else None
        if slot is None:
            self._grow = None
            return False
        self.slots[slot.id] = slot
        self.hall.slots.append(slot)
        self.hall.refill()
        return True

    def _seated(self, ticket: KnownTicket, slot: OpenSlot | None, why: str) -> None:
        """Give a ticket that was there before its new place."""
        self.waiting += (slot is None) - (ticket.state == TicketState.WAITING)
        ticket.state = TicketState.HELD if slot else TicketState.WAITING
        ticket.slot, ticket.held_until = (slot.id, self._held_until) if slot else (None, None)
        held = self._held if slot else None
        self.changes.append((ticket.slot, ticket.state.value, self._at, held, f"{{{why}}}", ticket.id))

    def _seat(self, slot: OpenSlot | None, until: datetime | None) -> Seat:
        if slot is None:
            return Seat(self.door)
        if slot.expires_at and (until is None or slot.expires_at < until):
            until = slot.expires_at
        return Seat(self.door, slot.id, slot.number, until)

    def _event(self, kind: str, visitor: int, slot: OpenSlot | None, data: str) -> EventRow:
        return EventRow(
            self.now,
            kind,
            community=self.door.community,
            visitor=visitor,
            group=slot.group if slot else None,
            channel=self.door.channel,
            code=self.door.code,
            data=data,
        )


def profile(tongues: tuple[str, ...], *, returning: bool) -> str:
    """Return, as more of the inside of a JSON object, what the conditions were asked about this visitor."""
    return (f',"tongues":"{",".join(tongues)}"' if tongues else "") + ("" if returning else ',"new":true')
