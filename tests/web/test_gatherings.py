"""A gathering through the pages: places, a ticket, the door with a real camera and without network, the recap."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image
from playwright.sync_api import Browser, Playwright, expect

from coterie.kit import qr
from coterie.kit.clock import now
from coterie.rituals.domain.place import take_place
from coterie.rituals.models import Gathering, Ticket
from tests.cast import Cast
from tests.install import Install, new_install
from tests.rituals.scenes import supper
from tests.talk.speech import PNG
from tests.web.test_main_path import PHONE
from tests.web.visit import visitor

GATHERINGS = "/console/table/engage/gatherings"


def test_operator_invites_and_tells_how_it_was(cast: Cast) -> None:
    alice, dan = visitor(cast, "alice"), visitor(cast, "dan")
    day = (now() + timedelta(days=3)).date()
    facts = {
        "title": "Supper <b>", "starts_at": f"{day}T19:00", "ends_at": f"{day}T22:00", "place": "Long table", "places": "2",
        "offer_minutes": "60", "link": "https://example.org/room",
    }  # fmt: skip
    wrong = alice.post(f"{GATHERINGS}/new", {**facts, "ends_at": f"{day}T18:00"})
    alice.post(f"{GATHERINGS}/new", facts)
    row = Gathering.objects.get()
    alice.post(f"{GATHERINGS}/{row.key}/recap", {"recap": "Eleven soups."})
    alice.post(f"{GATHERINGS}/{row.key}/photos", {"picture": SimpleUploadedFile("a.png", PNG, "image/png")})
    none = alice.post(f"{GATHERINGS}/{row.key}/photos", {"picture": SimpleUploadedFile("a.png", b"x", "image/png")})
    page = dan.get(f"/m/table/gatherings/{row.key}").content.decode()
    photo = re.search(r"/m/table/gatherings/\w+/photos/\w+", page)

    assert (wrong.status_code, none.status_code) == (422, 422)
    assert row.starts_at.hour == 11  # nineteen in Shanghai
    assert "Supper &lt;b&gt;" in page
    assert "Eleven soups." in page
    assert "example.org" not in page
    assert photo
    assert dan.get(photo[0])["Content-Type"] == "image/webp"
    assert "Supper" in dan.get("/m/table/rituals").content.decode()


def test_member_takes_a_place_and_the_next_is_asked(cast: Cast) -> None:
    dan, carol = visitor(cast, "dan"), visitor(cast, "carol")
    row = supper(cast, 1, link="https://example.org/room")
    address = f"/m/table/gatherings/{row.key}"
    dan.post(f"{address}/place")
    carol.post(f"{address}/place")
    mine, line = dan.get(address).content.decode(), carol.get(address).content.decode()
    dan.post(f"{address}/place", {"on": "0"})
    offered = carol.get(address).content.decode()
    carol.post(f"{address}/place", {"on": "1"})

    assert "Your ticket" in mine
    assert "example.org" in mine
    assert "You are number 1 in line" in line
    assert "a place is kept for you" in offered
    assert "Your ticket" in carol.get(address).content.decode()


def test_door_lets_in_once_without_script_and_a_stranger_sees_no_ticket(cast: Cast) -> None:
    alice, eve = visitor(cast, "alice"), visitor(cast, "mallory")
    row = supper(cast)
    ticket = take_place(gathering=row.pk, actor=cast.actor("dan"), now=now())
    path = f"/console/table/engage/tickets/{ticket.secret}"
    door = alice.get(path, follow=True).content.decode()

    first = alice.post(f"{GATHERINGS}/{row.key}/scans", {"secret": f"https://x.example{path}/"}).content.decode()
    again = alice.post(f"{GATHERINGS}/{row.key}/scans", {"secret": ticket.secret}).content.decode()

    assert f'value="{ticket.secret}"' in door
    assert "<b>Welcome</b>" in first
    assert "<b>Was here already</b>" in again
    assert ticket.secret not in again.replace(f'value="{ticket.secret}"', "")
    assert eve.get(path).status_code == 404


STAGE = """
import json
from coterie.accounts.domain.one_time_link import make_one_time_link
from coterie.kit.clock import now
from coterie.rituals.domain.place import take_place
from datetime import timedelta
from tests.cast import call_cast
from tests.rituals.scenes import supper
cast = call_cast(now=now())
row = supper(cast)
tickets = [take_place(gathering=row.pk, actor=cast.actor(who), now=now()).secret for who in ("dan", "carol")]
token = make_one_time_link(account=cast.accounts["alice"].pk, lifetime=timedelta(hours=1), now=now())
print(json.dumps({"key": row.key, "tickets": tickets, "token": token}))
"""
STATE = """
import json
from coterie.rituals.models import Ticket
print(json.dumps(sorted(Ticket.objects.exclude(scanned_at=None).values_list("secret", flat=True))))
"""


@pytest.fixture
def install(tmp_path: Path) -> Install:
    return new_install(tmp_path / "data")


def filmed(address: str, file: Path) -> Path:
    """Write what a camera would see: the ticket in the middle of a hall, as raw video (YUV4MPEG2)."""
    Path(file).with_suffix(".png").write_bytes(qr.png(address, scale=8))
    with Image.open(file.with_suffix(".png")) as code:
        hall = Image.new("L", (640, 480), 110)
        hall.paste(code.convert("L").resize((400, 400)), (120, 40))
    grey = bytes([128]) * (320 * 240 * 2)
    file.write_bytes(b"YUV4MPEG2 W640 H480 F10:1 Ip A1:1 C420jpeg\n" + (b"FRAME\n" + hall.tobytes() + grey) * 5)
    return file


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.timeout(300)
def test_camera_reads_a_ticket_and_the_door_works_without_network(
    install: Install, playwright: Playwright, browser_type_launch_args: dict[str, object], tmp_path: Path
) -> None:
    facts = install.python(STAGE)
    film = filmed(f"{install.address}/console/table/engage/tickets/{facts['tickets'][0]}", tmp_path / "hall.y4m")
    camera = [
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={film}",
    ]
    arguments = {**browser_type_launch_args, "args": [*browser_type_launch_args.get("args", []), *camera]}  # type: ignore[misc]
    with install.serving():
        browser: Browser = playwright.chromium.launch(**arguments)  # type: ignore[arg-type]  # what pytest launches with
        context = browser.new_context(**PHONE, permissions=["camera"])
        page = context.new_page()
        page.goto(f"{install.address}/enter/{facts['token']}?next=/console/table/engage/gatherings/{facts['key']}/door")
        said = page.locator("[data-door-said]")
        expect(said).to_contain_text("Welcome", timeout=90_000)
        first = install.python(STATE)

        context.set_offline(True)
        page.get_by_label("Ticket").fill(facts["tickets"][1])
        page.get_by_role("button", name="Let in").click()
        expect(page.locator("[data-door-left]")).to_contain_text("Kept here")
        expect(said).to_contain_text("Carol")
        offline = install.python(STATE)
        context.set_offline(False)
        expect(page.locator("[data-door-left]")).to_be_empty(timeout=60_000)
        both = install.python(STATE)
        browser.close()

    assert first == offline == [facts["tickets"][0]]
    assert both == sorted(facts["tickets"])


def test_tickets_are_not_made_of_what_the_door_knows(cast: Cast) -> None:
    alice = visitor(cast, "alice")
    row = supper(cast)
    take_place(gathering=row.pk, actor=cast.actor("dan"), now=now())

    page = alice.get(f"{GATHERINGS}/{row.key}/door").content.decode()

    assert Ticket.objects.get().secret not in page
