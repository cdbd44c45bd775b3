"""Pictures through the API: of codes and of messages."""

from io import BytesIO

import pytest
import zxingcpp
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from PIL import Image

from coterie.api import files
from coterie.platform.files.models import StoredFile
from coterie.platform.once.models import KeptAnswer
from coterie.talk.models import Message
from tests.api.token import call, token_of, upload
from tests.cast import Cast
from tests.joining.doors import code_of
from tests.talk.speech import png, say


def show(cast: Cast, *data: bytes, who: str = "dan", key: str = "", **said: str) -> HttpResponse:
    files = [SimpleUploadedFile("tea.png", one) for one in data]
    return upload(
        f"/communities/table/groups/{cast.group.key}/files", token_of(cast, who), {"files": files, **said}, key
    )


def place_of(message: dict, number: int = 0) -> str:
    return f"/communities/table/messages/{message['key']}/pictures/{message['pictures'][number]['key']}"


def test_code_is_drawn_for_phones(cast: Cast) -> None:
    code, secret = code_of(cast), token_of(cast, "ann")
    path = f"/communities/table/codes/{code.slug}"

    drawn = call("GET", f"{path}/qr.png", secret)
    lines = call("GET", f"{path}/qr.svg", secret)

    found = zxingcpp.read_barcode(Image.open(BytesIO(drawn.content)).convert("L"))
    assert found.text == call("GET", path, secret).json()["url"]
    assert (drawn["Content-Type"], lines["Content-Type"]) == ("image/png", "image/svg+xml")
    assert lines.content.startswith(b"<svg")


def test_code_is_drawn_in_colours_that_phones_read(cast: Cast) -> None:
    path, secret = f"/communities/table/codes/{code_of(cast).slug}", token_of(cast, "ann")

    drawn = [call("GET", f"{path}/qr.{kind}?dark=%231a4b8c&light=%23fff7e0", secret) for kind in ("svg", "png", "pdf")]
    faint = [call("GET", f"{path}/qr.{kind}?dark=%23ffd000", secret) for kind in ("svg", "png", "pdf")]

    found = zxingcpp.read_barcode(Image.open(BytesIO(drawn[1].content)).convert("RGB"))
    assert found.text == call("GET", path, secret).json()["url"]
    assert [one["Content-Type"] for one in drawn] == ["image/svg+xml", "image/png", "application/pdf"]
    assert [one.status_code for one in faint] == [422, 422, 422]


def test_scale_sets_the_size_of_the_code(cast: Cast) -> None:
    path, secret = f"/communities/table/codes/{code_of(cast).slug}/qr.png", token_of(cast, "ann")

    sizes = [Image.open(BytesIO(call("GET", f"{path}?scale={scale}", secret).content)).width for scale in (1, 4)]

    assert sizes[1] == 4 * sizes[0]
    assert call("GET", f"{path}?scale=41", secret).status_code == 422


def test_message_is_said_with_pictures(cast: Cast) -> None:
    answered = say(cast, "carol", "Show us.")

    answer = show(cast, png(4, 3), png(900, 30), text="Here.", reply_to=answered.key)

    message = answer.json()
    assert (answer.status_code, message["text"], message["reply_to"]) == (201, "Here.", answered.key)
    assert [(one["width"], one["height"]) for one in message["pictures"]] == [(4, 3), (900, 30)]


def test_picture_is_read_whole_and_small(cast: Cast) -> None:
    message, secret = show(cast, png(900, 30)).json(), token_of(cast, "carol")

    whole, small = (call("GET", f"{place_of(message)}?size={size}", secret) for size in ("whole", "small"))
    same = call("GET", place_of(message), secret, headers={"If-None-Match": whole["ETag"]})

    assert [Image.open(BytesIO(one.content)).size for one in (whole, small)] == [(900, 30), (480, 16)]
    assert (whole["Content-Type"], whole["X-Content-Type-Options"]) == ("image/webp", "nosniff")
    assert whole["Cache-Control"] == "private, max-age=31536000, immutable"
    assert same.status_code == 304


def test_picture_is_seen_where_its_message_is(cast: Cast) -> None:
    message, other = show(cast, png()).json(), say(cast, "dan", "No picture.")
    elsewhere = place_of(message).replace(message["key"], other.key)

    assert call("GET", elsewhere, token_of(cast, "dan")).status_code == 404
    call("DELETE", f"/communities/table/messages/{message['key']}", token_of(cast, "dan"))
    assert call("GET", place_of(message), token_of(cast, "dan")).status_code == 404


@pytest.mark.parametrize(
    ("data", "status", "field"),
    [
        ([png()] * 10, 422, "files"),
        ([png(), b"MZ\x90\x00"], 422, "file"),
        ([png(), b"<svg xmlns='http://www.w3.org/2000/svg'/>"], 422, "file"),
    ],
)
def test_what_is_no_picture_is_refused_and_leaves_nothing(cast: Cast, data, status: int, field: str) -> None:
    answer = show(cast, *data)

    assert (answer.status_code, answer.json()["field"]) == (status, field)
    assert (Message.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_refused_message_leaves_no_picture(cast: Cast) -> None:
    answer = show(cast, png(), who="alice")

    assert (answer.status_code, StoredFile.objects.count()) == (404, 0)


def test_picture_that_is_too_large_is_refused(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "LARGEST", 10)

    answer = show(cast, png())

    assert (answer.status_code, answer.json()["code"], StoredFile.objects.count()) == (413, "too_large", 0)


def test_same_key_says_it_once_even_after_a_crash(cast: Cast) -> None:
    path, secret = f"/communities/table/groups/{cast.group.key}/files", token_of(cast, "dan")

    def again() -> HttpResponse:
        return upload(path, secret, {"files": SimpleUploadedFile("tea.png", png())}, "one")

    first, replayed = again(), again()
    KeptAnswer.objects.all().delete()
    after = again()

    assert (first.content, "Idempotency-Replayed" in replayed) == (replayed.content, True)
    assert (after.content, "Idempotency-Replayed" in after) == (first.content, False)
    assert (Message.objects.count(), StoredFile.objects.count()) == (1, 1)


def test_same_nonce_is_the_same_message_and_keeps_no_second_picture(cast: Cast) -> None:
    keys = {show(cast, png(), nonce="one").json()["key"] for _each in range(2)}

    assert (len(keys), Message.objects.count(), StoredFile.objects.count()) == (1, 1, 1)
