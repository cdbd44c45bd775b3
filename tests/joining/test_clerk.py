"""The thread that gives seats: it answers everybody, refuses when it must, and goes on afterwards."""

import asyncio
import logging

import pytest
from django.db import DatabaseError

from coterie.joining.domain.seats import clerk as desk
from coterie.joining.domain.seats.claim import Claim, Seat
from coterie.joining.domain.seats.clerk import Clerk
from coterie.joining.errors import DeskClosed
from coterie.joining.models import LiveCode, Ticket
from coterie.kit.ids import new_visitor
from coterie.platform.events.models import LoggedEvent
from tests.cast import NOW, call_cast
from tests.joining.doors import code_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def code() -> LiveCode:
    return code_of(call_cast())


@pytest.fixture
def clerk():
    clerk = Clerk(lambda: NOW)
    clerk.start()
    yield clerk
    clerk.stop()


async def ask(clerk: Clerk, *claims: Claim) -> list[Seat | BaseException]:
    return await asyncio.gather(*(clerk.claim(claim) for claim in claims), return_exceptions=True)


def claims(code: LiveCode, count: int) -> list[Claim]:
    return [Claim(code.slug, new_visitor(), fresh=True) for _ in range(count)]


def test_everybody_is_answered_in_turn(clerk: Clerk, code: LiveCode) -> None:
    unknown = Claim("nothere", new_visitor())

    seats = asyncio.run(ask(clerk, *claims(code, 4), unknown, *claims(code, 3)))

    assert [seat.number for seat in seats] == [1, 1, 1, 2, None, 2, 2, None]
    assert [seat.door is None for seat in seats] == [False] * 4 + [True] + [False] * 3
    assert (clerk.answered, clerk.waiting) == (8, 0)


def test_tallies_are_written(clerk: Clerk, code: LiveCode) -> None:
    clerk.count({(code.slug, "again", ""): 5, (code.slug, "bot", "bot"): 2, ("nothere", "bot", "bot"): 1})
    clerk.stop()
    code.refresh_from_db()

    told = LoggedEvent.objects.filter(kind="code_viewed").values_list("data", flat=True)
    assert (code.views, code.visitors, code.machine_looks) == (5, 0, 2)
    assert sorted((data["verdict"], data["count"]) for data in told) == [("again", 5), ("bot", 2)]


def test_who_waits_is_served_before_the_desk_closes(code: LiveCode) -> None:
    clerk = Clerk(lambda: NOW)

    async def story() -> list[Seat | BaseException]:
        answers = [clerk.claim(claim) for claim in claims(code, 3)]
        clerk.start()
        await asyncio.to_thread(clerk.stop)
        return await asyncio.gather(*answers)

    assert [seat.number for seat in asyncio.run(story())] == [1, 1, 1]


def test_failed_batch_seats_nobody_and_the_next_one_works(
    clerk: Clerk, code: LiveCode, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full(*_: object, **__: object) -> None:
        raise DatabaseError("disk full")

    with monkeypatch.context() as broken, caplog.at_level(logging.CRITICAL):
        broken.setattr(desk, "settle", full)
        refused = asyncio.run(ask(clerk, *claims(code, 2)))
    seats = asyncio.run(ask(clerk, *claims(code, 1)))

    assert [type(each) for each in refused] == [DeskClosed] * 2
    assert [seat.number for seat in seats] == [1]
    assert Ticket.objects.count() == 1


def test_batch_that_fails_after_writing_leaves_nothing(
    clerk: Clerk, code: LiveCode, monkeypatch: pytest.MonkeyPatch
) -> None:
    def written_but_not_told(*_: object) -> None:
        raise DatabaseError("no room for the log")

    with monkeypatch.context() as broken:
        broken.setattr("coterie.joining.domain.seats.batch.insert_rows", written_but_not_told)
        refused = asyncio.run(ask(clerk, *claims(code, 2)))

    assert [type(each) for each in refused] == [DeskClosed] * 2
    assert (Ticket.objects.count(), LoggedEvent.objects.filter(kind="code_scanned").count()) == (0, 0)


def test_line_that_is_too_long_refuses(code: LiveCode, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "MOST_WAITING", 2)
    clerk = Clerk(lambda: NOW)

    async def story() -> None:
        for claim in claims(code, 3):
            clerk.claim(claim)

    with pytest.raises(DeskClosed):
        asyncio.run(story())


def test_visitor_who_went_away_does_not_stop_the_others(clerk: Clerk, code: LiveCode) -> None:
    async def story() -> Seat:
        gone, there = (clerk.claim(claim) for claim in claims(code, 2))
        gone.cancel()
        return await there

    assert asyncio.run(story()).number == 1
