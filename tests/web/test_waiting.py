"""At a door without a seat, and behind another group's QR code: the pages of visitors, and those of hosts."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from coterie.groups.models import Group
from coterie.joining.models import HostTask, LiveCode, Slot, Ticket, WaitingAddress
from coterie.joining.rules import VISITOR_COOKIE, cookie_of
from coterie.kit import qr
from coterie.kit.clock import now
from tests.cast import Cast
from tests.joining.doors import code_of, scan
from tests.joining.test_outside import CHAT, shot
from tests.web.visit import visitor


def browser(number: int) -> Client:
    client = Client()
    client.cookies[VISITOR_COOKIE] = cookie_of(number)
    return client


def full(cast: Cast) -> LiveCode:
    code = code_of(cast, slots=1, capacity=1, fallback_contact="Ada, +86 1")
    Group.objects.filter(name="Poster 1").update(capacity=9)
    for number in (1, 2, 3):
        scan(code, number, now=now())
    return code


def picture(text: str = CHAT) -> SimpleUploadedFile:
    return SimpleUploadedFile("shot.jpg", shot(text), "image/jpeg")


def test_waiting_visitor_sees_the_place_in_line(cast: Cast) -> None:
    code = full(cast)

    page = browser(3).get(f"/c/table/join?code={code.slug}&wait=1").content.decode()

    assert "You are number 2 in line." in page
    assert "Ada, +86 1" in page
    assert re.search(r'data-live="/live/[^"]+"', page)


def test_waiting_visitor_leaves_an_address(cast: Cast) -> None:
    code, client = full(cast), browser(2)
    refused = client.post(f"/c/table/waiting/{code.slug}", {"email": "nina@example.org"})
    kept = client.post(f"/c/table/waiting/{code.slug}", {"email": "nina@example.org", "consent": "on"}, follow=True)

    assert (refused.status_code, "nina@example.org" in refused.content.decode()) == (422, True)
    assert "We write to you once" in kept.content.decode()
    assert WaitingAddress.objects.get().email == "nina@example.org"


def test_letter_makes_another_browser_the_one_that_waited(cast: Cast) -> None:
    code, client = full(cast), Client()

    answer = client.get(f"/c/table/waiting/{code.slug}/{cookie_of(2)}")

    assert (answer["Location"], client.cookies[VISITOR_COOKIE].value) == (f"/g/{code.slug}", cookie_of(2))
    assert client.get(f"/c/table/waiting/{code.slug}/2.forged").status_code == 404


def test_who_has_a_seat_meanwhile_is_let_in(cast: Cast) -> None:
    code = full(cast)
    Slot.objects.filter(code=code).update(capacity=3)
    scan(code, 2, now=now())

    page = browser(2).get(f"/c/table/join?code={code.slug}&wait=1").content.decode()

    assert "is held for you" in page


def test_visitor_passes_and_says_i_am_in(cast: Cast) -> None:
    code = code_of(cast, slots=1)
    Slot.objects.filter(code=code).delete()
    host = visitor(cast, "bob")
    facts = {"picture": picture(), "capacity": 5, "reserve": 0, "weight": 1, "group": ""}
    made = host.post(f"/console/table/codes/{code.slug}/slots", facts)
    scan(code, 5, now=now())
    client = browser(5)

    page = client.post(f"/c/table/join?code={code.slug}", {"name": "Zoe", "rules": "on"}, follow=True)
    shown = client.get(f"/c/table/seat/{code.slug}/picture")
    after = client.post(f"/c/table/seat/{code.slug}/confirmation", follow=True)

    assert made.status_code == 302
    assert page.redirect_chain == [(f"/c/table/seat/{code.slug}", 302)]
    assert "I am in" in page.content.decode()
    assert (qr.texts_in(shown.content), shown["Cache-Control"], shown["X-Content-Type-Options"]) == (
        [CHAT],
        "no-store",
        "nosniff",
    )
    assert "You are in" in after.content.decode()
    assert Ticket.objects.get(code=code).state == "joined"
    assert client.get(f"/c/table/join?code={code.slug}")["Location"] == f"/c/table/seat/{code.slug}"


def test_host_replaces_the_picture_and_sets_the_count(cast: Cast) -> None:
    code, host = code_of(cast, slots=1), visitor(cast, "bob")
    facts = {"picture": picture(), "capacity": 5, "reserve": 0, "weight": 1, "group": ""}
    host.post(f"/console/table/codes/{code.slug}/slots", facts)
    slot = f"/console/table/codes/{code.slug}/slots/2"

    wrong = host.post(f"{slot}/picture", {"picture": SimpleUploadedFile("a.png", b"no picture")})
    right = host.post(f"{slot}/picture", {"picture": picture("https://chat.example.org/g/2")})
    count = host.post(f"{slot}/count", {"inside": 4})

    row = Slot.objects.get(code=code, number=2)
    assert [wrong.status_code, right.status_code, count.status_code] == [422, 302, 302]
    assert "This is not a JPEG" in wrong.content.decode()
    assert (row.picture_text, row.corrected) == ("https://chat.example.org/g/2", 4)
    assert host.get(slot).status_code == 200


def test_host_sees_what_a_code_asks_and_says_that_it_is_done(cast: Cast) -> None:
    code, host = full(cast), visitor(cast, "bob")
    page = host.get(f"/console/table/codes/{code.slug}").content.decode()
    today = host.get("/console/table/").content.decode()

    host.post(f"/console/table/host-tasks/{HostTask.objects.get().key}/completion")

    assert "No slot has room" in page
    assert "No slot has room" in today
    assert HostTask.objects.get().done_by_id == cast.accounts["bob"].pk


@pytest.mark.parametrize("facts", [{"weight": 0}, {"languages": "english"}, {"capacity": ""}])
def test_wrong_slot_keeps_what_was_typed(cast: Cast, facts: dict[str, object]) -> None:
    code, host = code_of(cast, slots=1), visitor(cast, "bob")
    slot = f"/console/table/codes/{code.slug}/slots/1"

    page = host.post(slot, {"capacity": 7, "reserve": 0, "weight": 1, **facts})

    assert (page.status_code, Slot.objects.get(code=code).capacity) == (200, 3)
