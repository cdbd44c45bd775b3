"""Answers of Django's threads on their way to the server: nothing missing, nothing out of order, nothing in a heap."""

import asyncio
import threading

import pytest

from coterie.edge.bridge import Bridge

SCOPE = {
    "type": "http", "method": "GET", "path": "/", "query_string": b"", "http_version": "1.1", "headers": [],
}  # fmt: skip


async def nothing_more():
    return {"type": "http.request", "body": b"", "more_body": False}


def asked(pages, send=None):
    """Let the pages answer; return what came out, in order."""
    out = []

    async def keep(message):
        out.append(message)

    bridge = Bridge(pages, workers=1)
    try:
        asyncio.run(bridge(SCOPE, nothing_more, send(out) if send else keep))
    finally:
        bridge.executor.shutdown()
    return out


def body_of(out):
    return [message["body"] for message in out if message["type"] == "http.response.body" and message["body"]]


class Pieces:
    """What a page returns: pieces, closed at the end."""

    def __init__(self, *pieces):
        self.pieces, self.closed = pieces, False

    def __iter__(self):
        return iter(self.pieces)

    def close(self):
        self.closed = True


@pytest.mark.parametrize("pieces", [(), (b"one",), (b"one", b"two"), tuple(b"%d" % n for n in range(50))])
def test_answer_is_whole_and_in_order(pieces):
    page = Pieces(*pieces)

    def pages(environ, start_response):
        start_response("200 OK", [("Content-Type", "text/plain")])
        return page

    out = asked(pages)

    assert out[0] == {"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/plain")]}
    assert body_of(out) == list(pieces)
    assert [bool(message.get("more_body")) for message in out[1:]] == [True] * len(pieces) + [False]
    assert page.closed


def test_answer_in_one_piece_lets_no_thread_wait_for_the_loop(monkeypatch):
    def refuse(*_):
        raise AssertionError("a thread waited for the loop")

    monkeypatch.setattr(asyncio, "run_coroutine_threadsafe", refuse)

    def pages(environ, start_response):
        start_response("200 OK", [])
        return [b"page"]

    assert body_of(asked(pages)) == [b"page"]


def test_long_answer_is_made_as_fast_as_it_is_taken():
    made, taken = [], threading.Semaphore(0)

    def pages(environ, start_response):
        start_response("200 OK", [])

        def pieces():
            for number in range(6):
                made.append(number)
                yield b"%d" % number

        return pieces()

    ahead = []

    def slow(out):
        async def send(message):
            await asyncio.sleep(0.01)
            ahead.append(len(made) - len(body_of(out)))
            out.append(message)
            taken.release()

        return send

    assert body_of(asked(pages, slow)) == [b"%d" % number for number in range(6)]
    assert max(ahead) <= 2


def test_page_that_breaks_off_is_an_error_and_half_a_page_is_never_sent_as_a_whole():
    def pages(environ, start_response):
        start_response("200 OK", [])
        raise RuntimeError("no page")

    out = []
    with pytest.raises(RuntimeError, match="no page"):
        out = asked(pages)
    assert out == []


def test_error_that_the_page_names_is_raised():
    error = RuntimeError("named")

    def pages(environ, start_response):
        start_response("500 Oh", [], (RuntimeError, error, None))
        return [b"sorry"]

    with pytest.raises(RuntimeError, match="named"):
        asked(pages)


def cut_off(*pieces):
    """Receive some pieces, and then that the caller went."""
    messages = [{"type": "http.request", "body": piece, "more_body": True} for piece in pieces]
    messages.append({"type": "http.disconnect"})

    async def receive():
        return messages.pop(0)

    return receive


@pytest.mark.parametrize("pieces", [(), (b'{"text"',)])
def test_a_request_that_was_cut_off_is_no_request(pieces):
    read = []

    def pages(environ, start_response):
        try:
            read.append(environ["wsgi.input"].read())
        except OSError as error:
            read.append(error)
        start_response("200 OK", [])
        return [b""]

    async def drop(_message):
        pass

    bridge = Bridge(pages, workers=1)
    try:
        asyncio.run(bridge({**SCOPE, "method": "POST"}, cut_off(*pieces), drop))
    finally:
        bridge.executor.shutdown()

    assert [type(one) for one in read] == [ConnectionResetError]
