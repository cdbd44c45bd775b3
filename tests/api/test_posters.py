"""Posters through the API."""

from io import BytesIO

import zxingcpp
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from coterie.joining.models import PrintRun
from coterie.joining.tasks import draw_posters
from coterie.platform.jobs.chore import drain
from tests.api.token import call, token_of, upload
from tests.cast import Cast
from tests.joining.doors import code_of
from tests.talk.speech import PNG

POSTERS = "/communities/table/posters"


def test_poster_is_made_changed_drawn_and_removed(cast: Cast) -> None:
    secret, code = token_of(cast, "bob"), code_of(cast)
    made = call("POST", POSTERS, secret, {"code": code.slug, "headline": "Bring a line"})
    path = f"{POSTERS}/{made.json()['key']}"

    photo = upload(f"{path}/photo", secret, {"picture": SimpleUploadedFile("dan.png", PNG)})
    changed = call("PUT", path, secret, {"code": code.slug, "headline": "Bring two", "design": "portrait"})
    drawn = call("GET", f"{path}/phone.png", secret)
    printed = call("GET", f"{path}/print.pdf", secret)
    removed = call("DELETE", path, secret)

    assert (made.status_code, photo.json()["has_photo"], changed.json()["headline"]) == (201, True, "Bring two")
    assert zxingcpp.read_barcode(Image.open(BytesIO(drawn.content))).text.endswith(code.slug)
    assert printed.content.startswith(b"%PDF")
    assert (removed.status_code, call("GET", path, secret).status_code) == (204, 404)


def test_unknown_code_makes_nothing(cast: Cast) -> None:
    answer = call("POST", POSTERS, token_of(cast, "bob"), {"code": "nothere", "headline": "Bring a line"})

    assert (answer.status_code, call("GET", POSTERS, token_of(cast, "bob")).json()["items"]) == (404, [])


def test_run_is_followed_to_its_zip(cast: Cast) -> None:
    secret = token_of(cast, "bob")
    body = {"code": code_of(cast).slug, "headline": "Bring a line", "form": "pdf"}
    begun = call("POST", "/communities/table/print-runs", secret, body)
    path = f"/communities/table/print-runs/{begun.json()['key']}"

    early = call("GET", f"{path}/zip", secret)
    draw_posters.enqueue(PrintRun.objects.get().pk)
    drain()
    done, pack = call("GET", path, secret).json(), call("GET", f"{path}/zip", secret)

    assert (begun.status_code, early.status_code, done["done"], done["total"]) == (201, 404, 4, 4)
    assert b"".join(pack.streaming_content).startswith(b"PK")
