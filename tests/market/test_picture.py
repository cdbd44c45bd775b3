"""The picture of an offer and of a project: chosen in the console, shown to everybody, and where a page is shared."""

import io
import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from coterie.market.models import Offer
from coterie.platform.files.models import StoredFile
from tests.api.token import call, token_of, upload
from tests.cast import Cast
from tests.market.fund_scenes import a_tier
from tests.market.stall import on_sale
from tests.web.visit import visitor

PAGES = ("/o/pen", "/c/table/fund/book")


def photo(width: int = 640, height: int = 400) -> SimpleUploadedFile:
    """Return a photograph as a phone sends one."""
    data = io.BytesIO()
    Image.new("RGB", (width, height), (90, 60, 40)).save(data, "JPEG")
    return SimpleUploadedFile("photo.jpg", data.getvalue(), "image/jpeg")


def both(cast: Cast) -> dict[str, Offer]:
    """Put an offer up for sale and let a project run; return each by its page."""
    return dict(zip(PAGES, (on_sale(cast, "pen", title="A pen").offer, a_tier(cast).project.offer), strict=True))


def place(page: str, row: Offer) -> str:
    """Return where the picture of what has this page is chosen in the console."""
    return f"/console/table/earn/{'offers' if page == PAGES[0] else 'projects'}/{row.key}"


def heads(text: str) -> dict[str, str]:
    """Return what a page says where it is shared."""
    return dict(re.findall(r'<meta property="(og:image[a-z:]*)" content="([^"]*)">', text))


def image_of(text: str) -> object:
    """Return the picture that the page names to search engines."""
    [found] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    return json.loads(found)["image"]


@pytest.mark.parametrize("page", PAGES)
def test_picture_is_chosen_in_the_console_and_stands_on_the_page_and_where_it_is_shared(cast: Cast, page: str) -> None:
    row, alice = both(cast)[page], visitor(cast, "alice")
    before = Client().get(page).text

    assert alice.post(f"{place(page, row)}/picture", {"picture": photo()}).status_code == 302

    row.refresh_from_db()
    address, text = f"{page}/picture/{row.picture}", Client().get(page).text
    [shown, *_again] = re.findall(r'<img class="offer-picture[^>]*>', text)
    assert f'{address}" width="640" height="400" alt="Picture of {row.title}"' in shown
    head, facts = heads(text), image_of(text)
    assert head.pop("og:image").endswith(address)
    assert head == {
        "og:image:width": "640", "og:image:height": "400", "og:image:alt": f"Picture of {row.title}",
    }  # fmt: skip
    assert facts.pop("url").endswith(address)
    assert facts == {"@type": "ImageObject", "width": 640, "height": 400}
    answer = Client().get(address)
    assert (answer.status_code, answer["Content-Type"], answer["X-Content-Type-Options"]) == (
        200,
        "image/webp",
        "nosniff",
    )
    assert Image.open(io.BytesIO(answer.content)).size == (640, 400)
    assert address.rpartition("/")[2] in alice.get(place(page, row)).text
    assert heads(before)["og:image:width"] == "1200"
    assert image_of(before).endswith("/card.png")
    assert "offer-picture" not in before


@pytest.mark.parametrize("page", PAGES)
def test_another_picture_takes_its_place_and_none_takes_it_away(cast: Cast, page: str) -> None:
    row, alice = both(cast)[page], visitor(cast, "alice")
    keys = []
    for sent in ({"picture": photo()}, {"picture": photo(300, 500)}, {}):
        alice.post(f"{place(page, row)}/picture", sent)
        row.refresh_from_db()
        keys.append(row.picture)

    assert ([bool(key) for key in keys], len({*keys})) == ([True, True, False], 3)
    assert [Client().get(f"{page}/picture/{key}").status_code for key in keys[:2]] == [404, 404]
    assert [alice.get(f"{place(page, row)}/picture/{key}").status_code for key in keys[:2]] == [404, 404]
    assert StoredFile.objects.count() == 0


@pytest.mark.parametrize("page", PAGES)
def test_what_is_no_picture_is_refused_and_the_one_before_stays(cast: Cast, page: str) -> None:
    row, alice = both(cast)[page], visitor(cast, "alice")
    alice.post(f"{place(page, row)}/picture", {"picture": photo()})
    row.refresh_from_db()

    answer = alice.post(f"{place(page, row)}/picture", {"picture": SimpleUploadedFile("x.png", b"<svg/>", "image/png")})

    assert (answer.status_code, "This is not a JPEG, PNG, WebP or GIF picture." in answer.text) == (422, True)
    assert Offer.objects.get(pk=row.pk).picture == row.picture


def test_program_shows_a_picture_of_a_project_and_takes_it_away(cast: Cast) -> None:
    row, secret = both(cast)[PAGES[1]], token_of(cast, "alice")
    here = f"/communities/table/projects/{row.key}"

    said = [call("GET", here, secret), upload(f"{here}/picture", secret, {"picture": photo()})]
    gone = call("DELETE", f"{here}/picture", secret)

    said.append(call("GET", here, secret))
    assert [answer.json()["picture"] for answer in said] == [False, True, False]
    assert gone.status_code == 204
    assert call("POST", f"{here}/picture", secret).status_code == 422
