"""A link becomes a card: looked up once, from a real server, at public addresses alone, and gone with its link."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import monotonic, sleep
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coterie.kit.clock import now
from coterie.kit.http_out import Fetched, fetch
from coterie.kit.page_head import head_of
from coterie.platform.files.models import StoredFile
from coterie.platform.jobs.worker import Worker
from coterie.talk.domain import link_card
from coterie.talk.domain.deletion import delete_message
from coterie.talk.domain.link_card import look_up_link
from coterie.talk.domain.message import edit_message
from coterie.talk.models import LinkCard, Message
from coterie.talk.rules import first_link
from tests.api.token import call, token_of
from tests.cast import NOW, Cast, call_cast
from tests.talk.speech import png, say
from tests.web.visit import room, visitor

PAGE = """<!doctype html><html><head><title>Not this</title>
<meta property="og:title" content="Thirty  headlines &amp; more">
<meta property="og:description" content="A &lt;b&gt;list&lt;/b&gt;">
<meta property="og:image" content="/cover.png"></head><body><title>Nor this</title></body></html>"""


class Site(NamedTuple):
    """A server of somebody else: where it is, and what was asked of it."""

    url: str
    asked: list[str]


@contextmanager
def site(pages: dict[str, tuple[str, bytes]]) -> Iterator[Site]:
    """Serve some pages at 127.0.0.1."""
    asked: list[str] = []

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            kind, body = pages.get(self.path, ("", b""))
            self.send_response(200 if kind else 404)
            self.send_header("Content-Type", kind or "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words: object) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield Site(f"http://127.0.0.1:{server.server_port}", asked)
        server.shutdown()
        thread.join(5)


@pytest.fixture
def near(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the server of the test be reached, which no address of ours may be otherwise."""
    monkeypatch.setattr(link_card, "fetch", partial(fetch, private=True))


PAGES = {"/": ("text/html; charset=utf-8", PAGE.encode()), "/cover.png": ("image/png", png(300, 200))}


@pytest.mark.usefixtures("near")
def test_card_says_where_the_link_leads(cast: Cast) -> None:
    with site(PAGES) as there:
        message = say(cast, "carol", f"Read this: {there.url}/. And {there.url}/other")
        card = look_up_link(message=message.pk, now=NOW)

    assert card is not None
    assert (card.title, card.brief, card.site) == ("Thirty headlines & more", "A <b>list</b>", "127.0.0.1")
    assert there.asked == ["/", "/cover.png"]
    page = visitor(cast, "dan").get(room(cast)).content.decode()
    assert "Thirty headlines &amp; more" in page
    assert "A &lt;b&gt;list&lt;/b&gt;" in page
    assert 'rel="nofollow noopener noreferrer ugc"' in page
    assert visitor(cast, "dan").get(f"/files/{card.picture}/small")["Content-Type"] == "image/webp"
    assert visitor(cast, "stranger").get(f"/files/{card.picture}/small").status_code == 404
    said = call("GET", f"/communities/table/messages/{message.key}", token_of(cast, "dan")).json()
    assert said["card"]["title"] == "Thirty headlines & more"


def test_our_own_network_is_not_looked_at(cast: Cast) -> None:
    with site(PAGES) as there:
        message = say(cast, "carol", f"{there.url}/ and http://169.254.169.254/latest/meta-data")

        assert look_up_link(message=message.pk, now=NOW) is None

    assert there.asked == []
    assert not LinkCard.objects.exists()


@pytest.mark.slow
@pytest.mark.usefixtures("near")
@pytest.mark.django_db(transaction=True)
def test_worker_looks_links_up_by_itself() -> None:
    cast = call_cast(now=now())
    with site(PAGES) as there, Worker():
        message = say(cast, "carol", f"{there.url}/", now=now())
        say(cast, "carol", "No link", now=now())
        say(cast, "carol", f"{there.url}/old", now=now() - timedelta(days=2))
        limit = monotonic() + 30
        while monotonic() < limit and not LinkCard.objects.exists():
            sleep(0.1)

    assert list(LinkCard.objects.values_list("message", flat=True)) == [message.pk]
    assert "/old" not in there.asked


@pytest.mark.usefixtures("near")
def test_card_goes_with_its_link_and_its_message(cast: Cast) -> None:
    with site(PAGES) as there:
        message = say(cast, "carol", f"{there.url}/")
        look_up_link(message=message.pk, now=NOW)
        look_up_link(message=message.pk, now=NOW)
        assert (LinkCard.objects.count(), StoredFile.objects.count()) == (1, 1)

        edit_message(message=message.pk, text="No link any more", actor=cast.actor("carol"), now=NOW)
        look_up_link(message=message.pk, now=NOW)
        assert (LinkCard.objects.count(), StoredFile.objects.count()) == (0, 0)

        other = say(cast, "carol", f"{there.url}/")
        delete_message(message=other.pk, actor=cast.actor("carol"), now=NOW)
        assert look_up_link(message=other.pk, now=NOW) is None


@pytest.mark.usefixtures("near")
def test_who_edits_while_we_look_is_not_given_the_old_card(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    with site(PAGES) as there:
        message = say(cast, "carol", f"{there.url}/")

        def edited_meanwhile(url: str) -> object:
            Message.objects.filter(pk=message.pk).update(text="Something else")
            return found(url)

        found = link_card.head_at
        monkeypatch.setattr(link_card, "head_at", edited_meanwhile)
        look_up_link(message=message.pk, now=NOW)

    assert (LinkCard.objects.count(), StoredFile.objects.count()) == (0, 0)


@pytest.mark.usefixtures("near")
@pytest.mark.parametrize(
    "page",
    [
        ("text/plain", b"<title>Hello</title>"),
        ("text/html", b"<html><head></head></html>"),
        ("text/html", b"<title> \n </title>"),
        ("text/html", b"x" * 700_000),
        ("text/html; charset=nonsense", b""),
    ],
)
def test_what_says_nothing_has_no_card(cast: Cast, page: tuple[str, bytes]) -> None:
    with site({"/": page}) as there:
        message = say(cast, "carol", f"{there.url}/")
        assert look_up_link(message=message.pk, now=NOW) is None


@pytest.mark.parametrize(
    ("body", "header", "title"),
    [
        ("<title>标题</title>".encode("gbk"), "text/html; charset=gbk", "标题"),
        (b'<meta charset="gb2312"><title>' + "标题".encode("gb2312") + b"</title>", "text/html", "标题"),
        ("<title>Straße</title>".encode(), "text/html", "Straße"),
        ("<title>Straße</title>".encode(), "text/html; charset=idna", "Straße"),
        ("<title>Straße</title>".encode(), "text/html; charset=undefined", "Straße"),
    ],
)
def test_titles_are_read_in_their_charset(body: bytes, header: str, title: str) -> None:
    head = head_of(Fetched("http://example.com/", 200, {"content-type": header}, body))
    assert head is not None
    assert head.title == title


@given(st.binary(max_size=400), st.text(max_size=40))
def test_no_page_breaks_the_reader(body: bytes, charset: str) -> None:
    kind = "text/html; charset=" + "".join(sign for sign in charset if sign.isprintable())
    head_of(Fetched("http://example.com/a", 200, {"content-type": kind}, body))


@pytest.mark.parametrize(
    ("text", "link"),
    [
        ("see https://example.com/a?b=1&c=2.", "https://example.com/a?b=1&c=2"),
        ("（https://example.com/路，好）", "https://example.com/路"),
        ("看https://example.com/a。还有", "https://example.com/a"),
        ("<https://example.com>", "https://example.com"),
        ("ftp://example.com javascript:alert(1)", ""),
        ("https://" + "a" * 600, ""),
    ],
)
def test_first_link_of_a_text(text: str, link: str) -> None:
    assert first_link(text) == link
