"""Public pages handed to many guests: quick, and still each guest's own."""

import re

import pytest
from django.test import Client
from django.test.client import ClientHandler

from coterie.communities.models import Community
from coterie.platform.events.models import LoggedEvent
from coterie.web import guests
from tests.cast import Cast
from tests.web.visit import visitor

pytestmark = pytest.mark.django_db
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')


@pytest.fixture(autouse=True)
def _kept(monkeypatch):
    monkeypatch.setattr(guests, "LASTS_S", 60.0)


@pytest.fixture
def guest():
    """A door that opens for one guest after the other; the server behind it stays the same."""
    house = Client()

    def come(**facts: bool) -> Client:
        client = Client(**facts)
        client.handler = ClientHandler(facts.get("enforce_csrf_checks", False))
        client.handler._middleware_chain = house.handler._middleware_chain
        return client

    house.get("/up-to-load-the-middleware")
    return come


def seen() -> list[int]:
    return list(LoggedEvent.objects.filter(kind="page_seen").values_list("visitor", flat=True))


def test_guests_share_a_page_and_are_each_counted(cast: Cast, guest, django_assert_num_queries):
    first, second = guest(), guest()
    address = f"/c/{cast.table.slug}"

    one = first.get(address)
    with django_assert_num_queries(1):  # the log, in a transaction with others
        other = second.get(address)

    assert TOKEN.sub("", one.text) == TOKEN.sub("", other.text)
    assert len(set(seen())) == 2
    assert other.headers["Content-Security-Policy"] == one.headers["Content-Security-Policy"]
    assert other.headers["X-Frame-Options"] == one.headers["X-Frame-Options"]


def test_guest_changes_the_theme_with_the_word_that_was_handed_out(cast: Cast, guest):
    guest().get(f"/c/{cast.table.slug}")
    one = guest(enforce_csrf_checks=True)
    token = TOKEN.search(one.get(f"/c/{cast.table.slug}").text)[1]

    answer = one.post("/preferences", {"csrfmiddlewaretoken": token, "theme": "dark"})

    assert answer.status_code == 302
    assert 'data-theme="dark"' in one.get(f"/c/{cast.table.slug}").text


def test_word_of_another_guest_is_refused(cast: Cast, guest):
    guest().get(f"/c/{cast.table.slug}")
    token = TOKEN.search(guest().get(f"/c/{cast.table.slug}").text)[1]
    one = guest(enforce_csrf_checks=True)
    one.get(f"/c/{cast.table.slug}")

    assert one.post("/preferences", {"csrfmiddlewaretoken": token, "theme": "dark"}).status_code == 403


def test_each_language_has_a_page_of_its_own(cast: Cast, guest):
    english = guest().get(f"/c/{cast.table.slug}", HTTP_ACCEPT_LANGUAGE="en")
    chinese = guest().get(f"/c/{cast.table.slug}", HTTP_ACCEPT_LANGUAGE="zh-hans")

    assert '<html lang="en"' in english.text
    assert '<html lang="zh-Hans"' in chinese.text


def test_who_is_signed_in_sees_the_page_as_it_is(cast: Cast, guest):
    one = guest()
    one.get(f"/c/{cast.table.slug}")
    member = visitor(cast, "dan")
    member.handler = one.handler

    assert "Enter" in member.get(f"/c/{cast.table.slug}").text


def test_page_is_drawn_anew_when_its_moment_is_over(cast: Cast, guest, monkeypatch):
    monkeypatch.setattr(guests, "LASTS_S", 0.0)
    one = guest()
    one.get(f"/c/{cast.table.slug}")
    Community.objects.filter(pk=cast.table.pk).update(slogan="A new day")

    assert "A new day" in one.get(f"/c/{cast.table.slug}").text
