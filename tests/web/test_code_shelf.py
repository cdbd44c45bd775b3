"""Hundreds of codes in the console: ticked and changed, filed, made from a table, copied, coloured."""

from io import BytesIO

import pytest
import zxingcpp
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image
from playwright.sync_api import Browser

from coterie.joining.models import LiveCode
from coterie.kit import qr
from tests.cast import Cast
from tests.joining.doors import code_of
from tests.web.visit import visitor

DRAW_IN = "/console/table/draw-in"


@pytest.fixture
def bob(cast: Cast) -> Client:
    return visitor(cast, "bob")


def text(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_codes_that_are_ticked_are_filed_and_put_away(cast: Cast, bob: Client) -> None:
    one, two = (code_of(cast, title=title, slots=0) for title in ("Window", "Counter"))

    bob.post(f"{DRAW_IN}/code-changes", {"code": [one.slug], "action": "folder", "folder": "Shop & more"})
    bob.post(f"{DRAW_IN}/code-changes", {"code": [two.slug], "action": "archived"})

    assert "Counter" not in text(bob, DRAW_IN)
    assert "Counter" in text(bob, f"{DRAW_IN}?state=archived")
    folder = text(bob, f"{DRAW_IN}?folder=Shop+%26+more")
    assert "Window" in folder
    bob.post(f"{DRAW_IN}/code-folder?folder=Shop+%26+more", {"name": "Shops"})
    assert LiveCode.objects.get(pk=one.pk).folder == "Shops"
    csv = bob.get(f"{DRAW_IN}/codes.csv?folder=Shops").getvalue().decode("utf-8-sig").splitlines()
    assert [line.split(",")[:2] for line in csv] == [["title", "folder"], ["Window", "Shops"]]


def test_nothing_ticked_is_said_and_changes_nothing(cast: Cast, bob: Client) -> None:
    code = code_of(cast, slots=0)

    answer = bob.post(f"{DRAW_IN}/code-changes", {"action": "archived"}, headers={"Referer": "http://testserver/x"})

    assert answer.status_code == 302
    assert "Choose between 1 and 1,000 codes." in text(bob, DRAW_IN)
    assert LiveCode.objects.get(pk=code.pk).state == "on"


def test_table_is_looked_at_first_and_made_then(cast: Cast, bob: Client) -> None:
    table = SimpleUploadedFile("codes.csv", "标题;群;席位\n店 1;Basic;9\n店 2;Basic | VIP;9\n".encode("gb18030"))

    shown = bob.post(f"{DRAW_IN}/code-table", {"file": table})
    preview = shown.context["preview"]
    before = LiveCode.objects.count()
    bob.post(f"{DRAW_IN}/code-table", {"text": preview.text})

    assert (before, [new.groups for new in preview.codes]) == (0, [("Basic",), ("Basic", "VIP")])
    assert list(LiveCode.objects.order_by("pk").values_list("title", flat=True)) == ["店 1", "店 2"]


def test_wrong_lines_of_a_table_are_shown_and_nothing_is_made(cast: Cast, bob: Client) -> None:
    table = SimpleUploadedFile("codes.csv", b"title,groups\nA,Basic\nB,Nowhere\n")

    shown = bob.post(f"{DRAW_IN}/code-table", {"file": table})
    again = bob.post(f"{DRAW_IN}/code-table", {"text": shown.context["preview"].text})

    for answer in (shown, again):
        assert [(one.line, one.field) for one in answer.context["preview"].wrong] == [(3, "groups")]
    assert not LiveCode.objects.exists()
    for wrong in ({}, {"file": SimpleUploadedFile("a.png", b"\x89PNG")}):
        assert bob.post(f"{DRAW_IN}/code-table", wrong).context["form"].errors


def test_list_asks_the_database_no_more_often_for_many_codes(cast: Cast, bob: Client) -> None:
    code_of(cast, title="One", slots=0, folder="A")
    text(bob, DRAW_IN)
    counts = []
    for _round in range(2):
        with CaptureQueriesContext(connection) as asked:
            text(bob, DRAW_IN)
        counts.append(len(asked))
        for number in range(30):
            code_of(cast, title=f"Code {number}", slots=0, folder=f"F{number}")
    assert counts[0] == counts[1]


def test_copy_and_look_of_a_code(cast: Cast, bob: Client) -> None:
    code = code_of(cast, slots=1)
    page = f"/console/table/codes/{code.slug}"

    bob.post(f"{page}/copy", {"title": "Poster 2"})
    assert "Phones could not read it." in text(bob, f"{page}/look?dark=%23888888&light=%23ffffff")
    refused = bob.post(f"{page}/look", {"dark": "#888888", "light": "#ffffff"})
    kept = bob.post(f"{page}/look", {"dark": "#8a1c18", "light": "#fdf7f0", "sealed": "on"})

    assert LiveCode.objects.get(title="Poster 2").pk != code.pk
    assert (refused.status_code, kept.status_code) == (200, 302)
    code.refresh_from_db()
    assert (code.dark, code.light, code.sealed) == ("#8a1c18", "#fdf7f0", True)
    assert qr.texts_in(bob.get(f"{page}/qr.png").content)[0].endswith(f"/g/{code.slug}")


def test_drawing_with_a_sign_is_read_from_a_screen(cast: Cast, bob: Client, browser: Browser) -> None:
    code = code_of(cast, slots=0, sealed=True, dark="#123456")
    drawing = bob.get(f"/console/table/codes/{code.slug}/qr.svg").content.decode()

    page = browser.new_context(viewport={"width": 400, "height": 400}).new_page()
    page.set_content(f"<body style='margin:0'>{drawing}</body>")
    picture = Image.open(BytesIO(page.screenshot())).convert("L")
    page.close()

    [found] = zxingcpp.read_barcodes(picture)
    assert found.text.endswith(f"/g/{code.slug}")
