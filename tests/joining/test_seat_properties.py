"""Whatever happens at a code, in whatever order, its counts are the tickets and it is never overfilled."""

from collections import Counter
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django.db.models import F
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coterie.joining.domain.code import switch_code
from coterie.joining.domain.hold import release_ended_holds
from coterie.joining.domain.line import promote_line
from coterie.joining.domain.slot import edit_slot
from coterie.joining.enums import Strategy
from coterie.joining.models import LiveCode, Slot, Ticket
from coterie.joining.queries.numbers import code_numbers
from coterie.kit.actor import Actor
from coterie.kit.errors import Invalid
from tests.cast import NOW, Cast
from tests.joining.doors import code_of, scan_all

SYSTEM = Actor.of_system()
VISITOR = st.integers(1, 12)
NUMBER = st.integers(1, 3)

STEPS = st.one_of(
    st.tuples(st.just("scan"), st.lists(VISITOR, min_size=1, max_size=6)),
    st.tuples(st.just("join"), VISITOR),
    st.tuples(st.just("wait"), st.integers(-30, 90)),
    st.tuples(st.just("sweep"), st.none()),
    st.tuples(st.just("promote"), st.none()),
    st.tuples(st.just("edit"), st.tuples(NUMBER, st.integers(0, 4), st.integers(0, 2), st.integers(0, 3))),
    st.tuples(st.just("expire"), st.tuples(NUMBER, st.integers(1, 60))),
    st.tuples(st.just("leave"), VISITOR),
    st.tuples(st.just("pause"), st.booleans()),
)


class Story:
    """One code and what happens at it."""

    def __init__(self, code: LiveCode) -> None:
        self.code, self.now = code, NOW

    def scan(self, visitors: list[int]) -> None:
        before = self.taken()
        scan_all(self.code, visitors, now=self.now)
        for slot in Slot.objects.filter(code=self.code):
            assert slot.taken <= max(slot.capacity - slot.reserve, before[slot.pk])
        gone = {
            slot.pk for slot in Slot.objects.filter(code=self.code) if slot.expires_at and slot.expires_at <= self.now
        }
        held = Ticket.objects.filter(code=self.code, visitor__in=visitors, state="held")
        assert all(ticket.slot_id not in gone and ticket.held_until > self.now for ticket in held)

    def join(self, visitor: int) -> None:
        ticket = Ticket.objects.filter(code=self.code, visitor=visitor, state="held")
        slot = ticket.values_list("slot", flat=True).first()
        if ticket.update(state="joined", held_until=None):
            Slot.objects.filter(pk=slot).update(joined=F("joined") + 1)

    def leave(self, visitor: int) -> None:
        from coterie.joining.domain.seats import tickets
        from coterie.joining.domain.seats.batch import open_desks, write

        [desk] = open_desks("id", [self.code.pk], now=self.now)
        desk.known = tickets.read(self.code.pk, [visitor])
        for ticket in desk.known.values():
            desk.release(ticket, "left")
        write([desk])

    def wait(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)

    def sweep(self, _: None) -> None:
        release_ended_holds(actor=SYSTEM, now=self.now)
        assert not Ticket.objects.filter(code=self.code, state="held", held_until__lte=self.now).exists()

    def promote(self, _: None) -> None:
        before = [row[0] for row in self.line()]
        promote_line(code=self.code.pk, actor=SYSTEM, now=self.now)
        left = [row[0] for row in self.line()]
        self.code.refresh_from_db()
        assert left == before[len(before) - len(left) :], "the first comers first"
        open_ = any(row["state"] == "open" for row in self.states())
        assert not (left and open_ and self.code.state == "on" and self.anybody()), "nobody waits before a free seat"

    def line(self) -> list[tuple[int]]:
        return list(Ticket.objects.filter(code=self.code, state="waiting").order_by("at", "id").values_list("id"))

    def anybody(self) -> bool:
        return not Slot.objects.filter(code=self.code).exclude(whom="").exists()

    def states(self) -> list[dict[str, object]]:
        return [{"state": one.state} for one in code_numbers(self.code, now=self.now).slots]

    def edit(self, wanted: tuple[int, int, int, int]) -> None:
        number, capacity, reserve, order = wanted
        self.change(number, capacity=capacity, reserve=min(reserve, capacity), order=order)

    def expire(self, wanted: tuple[int, int]) -> None:
        number, minutes = wanted
        slot = Slot.objects.get(code=self.code, number=number)
        end: datetime = self.now + timedelta(minutes=minutes)
        self.change(number, capacity=slot.capacity, reserve=slot.reserve, order=slot.order, expires_at=end)

    def change(self, number: int, **facts: object) -> None:
        before = [seat for seat in self.seats() if seat[2] in ("held", "joined")]
        slot = Slot.objects.get(code=self.code, number=number)
        try:
            edit_slot(slot=slot.pk, actor=SYSTEM, now=self.now, **facts)
        except Invalid:
            return
        assert set(before) <= set(self.seats())

    def pause(self, on: bool) -> None:
        switch_code(code=self.code.pk, state="paused" if on else "on", actor=SYSTEM, now=self.now)

    def taken(self) -> dict[int, int]:
        return dict(Slot.objects.filter(code=self.code).values_list("pk", "taken"))

    def seats(self) -> list[tuple[int, int | None, str]]:
        return list(Ticket.objects.filter(code=self.code).order_by("id").values_list("visitor", "slot", "state"))

    def counts_are_the_tickets(self) -> None:
        rows = Ticket.objects.filter(code=self.code).values_list("slot", "state")
        live, joined = Counter(), Counter()
        for slot, state in rows:
            live[slot] += state in ("held", "joined")
            joined[slot] += state == "joined"
        for slot in Slot.objects.filter(code=self.code):
            assert (slot.taken, slot.joined) == (live[slot.pk], joined[slot.pk])
        self.code.refresh_from_db()
        assert (self.code.visitors, self.code.waiting) == (len(rows), sum(state == "waiting" for _slot, state in rows))


@pytest.mark.parametrize("strategy", Strategy.values)
@settings(
    deadline=None,
    max_examples=40,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=st.lists(STEPS, max_size=20))
def test_counts_are_the_tickets(cast: Cast, strategy: str, steps: list[tuple[str, object]]) -> None:
    with transaction.atomic():
        story = Story(code_of(cast, slots=3, capacity=2, strategy=strategy))
        for step, argument in steps:
            getattr(story, step)(argument)
            story.counts_are_the_tickets()
        transaction.set_rollback(True)
