"""The server is nobody's proxy: it fetches public addresses only, and not for ever."""

import socket
import threading
import time
from contextlib import contextmanager, suppress

import pytest

from coterie.kit import http_out
from coterie.kit.addresses import is_public
from coterie.kit.http_out import NotFetched, Refused, TooLarge, TooSlow, Unreachable, fetch

OWN = [
    "127.0.0.1", "127.255.255.254", "0.0.0.0", "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.255",
    "192.168.1.1", "169.254.169.254", "100.64.0.1", "192.0.0.1", "192.0.2.1", "192.88.99.1", "198.18.0.1",
    "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:169.254.169.254",
    "::ffff:0:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2002:7f00:1::",
    "2002:a00:1::1", "2001:0:7f00:1::", "2001:0:4136:e378:8000:63bf:80ff:fffe", "2001:db8::1", "fc00::1",
    "fd00:ec2::254", "fe80::1", "fe80::1%eth0", "fec0::1", "ff02::1", "100::1",
]  # fmt: skip
PUBLIC = ["8.8.8.8", "1.1.1.1", "93.184.216.34", "2606:4700:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]


@pytest.mark.parametrize("address", OWN)
def test_own_addresses_are_known_in_every_form(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_public(address):
    assert is_public(address)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/", "http://localhost/", "http://2130706433/", "http://0x7f000001/",
        "http://0177.0.0.1/", "http://127.1/", "http://0/", "http://[::1]/", "http://[::ffff:7f00:1]/",
        "http://[::ffff:127.0.0.1]:8000/", "http://①②⑦.⓪.⓪.①/", "http://example.com@127.0.0.1/",
        "http://dan:secret@example.com/", "http://127.0.0.1#@example.com/", "http://169.254.169.254/latest/meta-data",
        "ftp://example.com/", "file:///etc/passwd", "gopher://example.com/", "//example.com/", "example.com", "",
        "http://", "http:///path", "http://example.com:25/", "http://example.com:22/", "http://example.com:99999/",
        "http://example.com:port/", "http://example.com/\r\nHost: x", "http://exa mple.com/", "http://[::1",
        "javascript:alert(1)", "http://192.168.0.1:8080/", "http://10.1.2.3:6379/",
    ],
)  # fmt: skip
def test_addresses_that_are_not_for_us_are_refused(url):
    with pytest.raises(Refused):
        fetch(url, patience=3)


def test_name_that_points_inside_is_refused_even_if_only_one_of_its_addresses_does(monkeypatch):
    known = [(0, 0, 0, "", (address, 80)) for address in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: known)

    with pytest.raises(Refused):
        fetch("http://rebind.example/")


def request(line):
    """Read one request to its end."""
    said = line.recv(65536)
    head, _, body = said.partition(b"\r\n\r\n")
    length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0] or 0)
    while len(body) < length and (more := line.recv(65536)):
        body, said = body + more, said + more
    return said.decode()


@contextmanager
def server(*answers):
    """Answer one connection after the other with bytes, or by a function that is given the connection."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        heard = []

        def serve():
            for answer in answers:
                try:
                    line, _ = listener.accept()
                except OSError:
                    return
                with line:
                    heard.append(request(line))
                    with suppress(OSError):
                        answer(line) if callable(answer) else line.sendall(answer)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}", heard
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join(5)


NAMES = {"public.example": "93.184.216.34", "127.0.0.1": "127.0.0.1"}


def ok(body=b"hello", more=b""):
    return b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n" + more + b"\r\n" + body


def to(url):
    return f"HTTP/1.1 302 Found\r\nLocation: {url}\r\nContent-Length: 0\r\n\r\n".encode()


def test_answer_comes_back():
    with server(ok()) as (url, heard):
        answer = fetch(f"{url}/path?a=1", headers={"X-Own": "1"}, private=True)

    assert (answer.status, answer.body, answer.headers["content-type"]) == (200, b"hello", "text/plain")
    assert heard[0].startswith("GET /path?a=1 HTTP/1.1\r\nHost: 127.0.0.1")
    assert "Accept-Encoding: identity" in heard[0]


def test_body_is_posted():
    with server(ok()) as (url, heard):
        fetch(url, method="POST", body=b'{"a":1}', private=True)

    assert heard[0].startswith("POST / ")
    assert heard[0].endswith('{"a":1}')


def test_redirect_is_followed_and_each_address_is_checked_anew(monkeypatch):
    with server(to("http://127.0.0.1:6379/"), ok()) as (url, heard):
        line = socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2])))
        monkeypatch.setattr(http_out, "is_public", lambda address: address == "93.184.216.34")
        monkeypatch.setattr(http_out, "_resolve", lambda parts, found: found.append(NAMES[parts.hostname]))
        monkeypatch.setattr(socket, "create_connection", lambda *_: line)

        with pytest.raises(Refused):
            fetch("http://public.example/")

    assert len(heard) == 1


def test_redirect_within_a_peer_is_followed_with_its_headers():
    with server(to("/next"), ok(b"there")) as (url, heard):
        answer = fetch(url, headers={"Authorization": "secret"}, private=True)

    assert (answer.body, answer.url) == (b"there", f"{url}/next")
    assert "secret" in heard[1]


def test_secrets_do_not_go_on_to_another_host():
    with server(ok()) as (there, heard_there), server(to(there)) as (here, _), pytest.raises(Refused):
        fetch(here, headers={"Authorization": "secret"}, private=True)

    assert heard_there == []


def test_redirects_have_an_end():
    with server(*[to("/again")] * 9) as (url, heard), pytest.raises(Refused):
        fetch(url, private=True)

    assert len(heard) == http_out.REDIRECTS + 1


def test_answer_over_the_cap_is_dropped():
    with server(ok(b"x" * 5000)) as (url, _), pytest.raises(TooLarge):
        fetch(url, largest=4999, private=True)


def drip(line):
    line.sendall(b"HTTP/1.1 200 OK\r\n")
    while True:
        line.sendall(b"X: 1\r\n")
        time.sleep(0.05)


def drip_body(line):
    line.sendall(ok(b""))
    while True:
        line.sendall(b"x")
        time.sleep(0.05)


@pytest.mark.parametrize("slow", [drip, drip_body, lambda line: time.sleep(1)], ids=["headers", "body", "silence"])
def test_peer_that_takes_its_time_is_left(slow):
    began = time.monotonic()
    with server(slow) as (url, _), pytest.raises(TooSlow):
        fetch(url, patience=0.4, private=True)

    assert time.monotonic() - began < 30


@pytest.mark.parametrize("garbage", [b"", b"hello\r\n", b"HTTP/1.1 banana\r\n\r\n", b"\x00" * 100])
def test_garbage_is_no_answer(garbage):
    with server(garbage) as (url, _), pytest.raises(Unreachable):
        fetch(url, private=True)


def test_nobody_there_is_an_error_of_ours():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]

    with pytest.raises(NotFetched):
        fetch(f"http://127.0.0.1:{port}/", private=True)


def test_unknown_name_is_unreachable():
    with pytest.raises(Unreachable):
        fetch("http://nobody.invalid/", patience=5)


def test_name_that_is_not_resolved_in_time_is_left(monkeypatch):
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: time.sleep(0.5) or [])

    with pytest.raises(TooSlow):
        fetch("http://slow.example/", patience=0.1)
