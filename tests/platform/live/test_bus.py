"""The live bus between two processes, over each of its carriers."""

import asyncio
import contextlib
import time

import psycopg
import pytest
from redis import Redis

from coterie.platform.live import RESYNC
from coterie.platform.live.bus import Bus
from coterie.platform.live.carriers import carrier as carriers
from coterie.platform.live.carriers.postgres import PostgresCarrier
from coterie.platform.live.carriers.redis import RedisCarrier

PATIENCE = 10


def over_redis(url):
    return lambda hub: RedisCarrier(hub, url, "coterie:test")


def over_postgres(url):
    return lambda hub: PostgresCarrier(hub, url)


@contextlib.contextmanager
def two_buses(carrier):
    buses = [Bus(carrier), Bus(carrier)]
    try:
        assert all(bus.carrier.connected.wait(PATIENCE) for bus in buses)
        yield buses
    finally:
        for bus in buses:
            bus.stop()


@pytest.fixture(
    params=[
        "inside",
        pytest.param("postgres", marks=pytest.mark.postgres),
        pytest.param("redis", marks=pytest.mark.redis),
    ]
)
def buses(request):
    if request.param == "inside":
        yield [bus := Bus(), bus]
        return
    url = request.getfixturevalue(f"{request.param}_url")
    with two_buses(over_redis(url) if request.param == "redis" else over_postgres(url)) as pair:
        yield pair


async def take(reader, count):
    """Return the next `count` bodies, leaving out notices to look again."""
    bodies = []
    while len(bodies) < count:
        come = await reader.batch(PATIENCE)
        assert come, f"nothing came after {len(bodies)} messages"
        bodies += [message.body for message in come if message is not RESYNC]
    return bodies


def test_messages_reach_the_reader_of_another_process_once_and_in_order(buses):
    here, there = buses

    async def talk():
        async with there.hub.subscribe(("group:1",), limit=1000) as reader:
            for number in range(300):
                here.send("group:1", {"id": number})
                here.send("group:2", {"id": number})
            return await take(reader, 300)

    assert asyncio.run(talk()) == [f'{{"id":{number}}}' for number in range(300)]


def test_message_reaches_the_teller_s_own_process_once(buses):
    here, _ = buses

    async def talk():
        async with here.hub.subscribe(("a",), limit=10) as reader:
            here.send("a", {"id": 1})
            first = await take(reader, 1)
            return first, [come for come in await reader.batch(0.3) if come is not RESYNC]

    assert asyncio.run(talk()) == (['{"id":1}'], [])


def broken_lines(url):
    """Cut every line of the bus at the server."""
    if url.startswith("redis"):
        with Redis.from_url(url) as redis:
            redis.client_kill_filter(_type="pubsub")
            redis.client_kill_filter(_type="normal", skipme=True)
    else:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'coterie live'"
            )


@pytest.mark.parametrize(
    "kind",
    [pytest.param("postgres", marks=pytest.mark.postgres), pytest.param("redis", marks=pytest.mark.redis)],
)
def test_reader_is_told_to_look_again_when_the_line_broke_and_then_hears_on(kind, request):
    url = request.getfixturevalue(f"{kind}_url")

    async def talk(here, there):
        async with there.hub.subscribe(("a",), limit=1000) as reader:
            while await reader.batch(0.2):
                pass
            broken_lines(url)
            assert await reader.batch(PATIENCE) == [RESYNC]
            here.send("a", {"id": 2})
            return await take(reader, 1)

    with two_buses(over_redis(url) if kind == "redis" else over_postgres(url)) as pair:
        assert asyncio.run(talk(*pair)) == ['{"id":2}']


@pytest.mark.redis
def test_messages_told_while_the_line_is_away_are_sent_later_or_declared_lost(redis_url, monkeypatch):
    monkeypatch.setattr(carriers, "OUTBOX", 5)
    heard = []

    with two_buses(over_redis(redis_url)) as (here, there):
        there.hub.listen("a", heard.append)
        time.sleep(0.1)
        heard.clear()
        here.carrier._loop.call_soon_threadsafe(time.sleep, 0.3)
        for number in range(8):
            here.send("a", {"id": number})
        until = time.monotonic() + PATIENCE
        while {"id": 7} not in heard and time.monotonic() < until:
            time.sleep(0.01)

    assert heard[0] is None
    assert heard[-1] == {"id": 7}


def test_reader_that_takes_nothing_is_let_go_and_told_to_look_again():
    bus = Bus()

    async def talk():
        async with bus.hub.subscribe(("a",), limit=3) as slow, bus.hub.subscribe(("a",), limit=10) as quick:
            for number in range(5):
                bus.send("a", {"id": number})
            await asyncio.sleep(0)
            return await slow.batch(1), slow.ended, await slow.batch(1), len(await quick.batch(1))

    assert asyncio.run(talk()) == ([RESYNC], True, [], 5)


def test_a_thousand_readers_get_every_message_encoded_once():
    bus = Bus()

    async def talk():
        readers = [bus.hub.subscribe(("a", f"own:{number}"), limit=100) for number in range(1000)]
        for number in range(20):
            await asyncio.to_thread(bus.send, "a", {"id": number})
        batches = [await reader.batch(PATIENCE) for reader in readers]
        return {len(batch) for batch in batches}, {id(message) for batch in batches for message in batch}

    counts, messages = asyncio.run(talk())

    assert counts == {20}
    assert len(messages) == 20


def test_readers_of_a_closed_loop_and_failing_listeners_disturb_nobody(caplog):
    bus, heard = Bus(), []

    async def leave_without_goodbye():
        bus.hub.subscribe(("a",), limit=3)

    asyncio.run(leave_without_goodbye())
    bus.hub.listen("a", lambda _: 1 / 0)
    end = bus.hub.listen("a", heard.append)
    bus.send("a", {"id": 1})
    end()
    bus.send("a", {"id": 2})

    assert heard == [{"id": 1}]
    assert "a listener of the live bus failed" in caplog.text


def test_long_message_is_refused():
    with pytest.raises(ValueError, match="ids, not bodies"):
        Bus().send("a", {"text": "x" * 5000})
