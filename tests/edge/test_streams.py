"""Streams: what comes, to whom, and how they end."""

import asyncio
from datetime import timedelta

import pytest

from coterie.edge import streams
from coterie.edge.streams import Streams
from coterie.kit import clock
from coterie.platform.live import bus, tell_now
from coterie.platform.live.admission import LASTS, admission, admitted
from tests.edge.wire import Browser, look


def address(*topics: str) -> str:
    return "/live/" + admission(*topics, now=clock.now())


async def opened(hall: Streams, path: str) -> tuple[Browser, "asyncio.Task[None]"]:
    browser = Browser(path)
    task = asyncio.create_task(hall(browser.scope, browser.receive, browser.send))
    await browser.until(b": open")
    return browser, task


def test_messages_of_the_admitted_topics_come() -> None:
    async def story() -> bytes:
        hall = Streams()
        browser, task = await opened(hall, address("group:1", "member:2"))
        tell_now("group:1", {"kind": "message_posted", "id": 5})
        tell_now("group:9", {"kind": "message_posted", "id": 6})
        tell_now("member:2", {"id": 7})
        await browser.until(b'"id":7')
        browser.gone.set()
        await asyncio.wait_for(task, 5)
        assert len(hall) == 0
        return browser.answer.body

    body = asyncio.run(story())

    assert (
        body
        == b'retry: 2000\n: open\n\nevent: message_posted\ndata: {"kind":"message_posted","id":5}\n\ndata: {"id":7}\n\n'
    )


def test_stream_says_what_it_is() -> None:
    async def story() -> dict[str, str]:
        browser, task = await opened(hall := Streams(), address("group:1"))
        hall.end()
        await asyncio.wait_for(task, 5)
        return browser.answer.headers

    headers = asyncio.run(story())

    assert headers["content-type"] == "text/event-stream"
    assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize("word", ["", "x", "group:1", "65~group:1.AAAAAAAAAAAAAAAAAAAA"])
def test_unsigned_address_is_closed(word: str) -> None:
    answer = asyncio.run(look(Streams(), f"/live/{word}"))

    assert answer.status == 403


def test_admission_ends() -> None:
    now = clock.now()
    word = admission("group:1", now=now)

    with clock.shifted(LASTS + timedelta(seconds=1)):
        answer = asyncio.run(look(Streams(), f"/live/{word}"))

    assert answer.status == 403
    assert admitted(word, now=now)[0] == ("group:1",)


@pytest.mark.parametrize("topics", [(), ("",), ("a/b",), ("a~b",), ("a b",)])
def test_topic_that_cannot_stand_in_an_address_is_refused(topics: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="no topics"):
        admission(*topics, now=clock.now())


def test_silence_has_a_heartbeat(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "HEARTBEAT_S", 0.01)

    async def story() -> None:
        browser, task = await opened(hall := Streams(), address("group:1"))
        await browser.until(b": open\n\n: \n\n: \n\n")
        hall.end()
        await asyncio.wait_for(task, 5)

    asyncio.run(story())


def test_reader_who_takes_nothing_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "STALLED_S", 0.01)

    async def story() -> int:
        hall, browser = Streams(), Browser(address("group:1"))

        async def stalled(message: dict[str, object]) -> None:
            if message["type"] == "http.response.body":
                await asyncio.Event().wait()

        await asyncio.wait_for(hall(browser.scope, browser.receive, stalled), 5)
        return len(hall)

    assert asyncio.run(story()) == 0


def test_server_that_stops_ends_its_streams_and_opens_no_more() -> None:
    async def story() -> int:
        hall = Streams()
        tasks = [(await opened(hall, address("group:1")))[1] for _ in range(3)]
        hall.end()
        await asyncio.wait_for(asyncio.gather(*tasks), 5)
        return (await look(hall, address("group:1"))).status

    assert asyncio.run(story()) == 403


@pytest.fixture(autouse=True)
def hang_up():
    yield
    bus.stop()
