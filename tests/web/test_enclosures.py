"""Files and recordings of a talk: taken for what their bytes are, handed over as harmless, heard part by part."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from coterie.talk.domain.deletion import delete_message
from coterie.talk.models import Enclosure, Message, Picture
from tests.api.token import call, token_of, upload
from tests.cast import NOW, Cast
from tests.platform.files.test_sound import recording
from tests.talk.speech import PNG
from tests.web.visit import room, visitor

PDF = b"%PDF-1.7\n1 0 obj\nendobj\n"


def sent(cast: Cast, *files: tuple[str, bytes], text: str = "") -> int:
    """Let dan say something with files; return the status."""
    with_it = [SimpleUploadedFile(name, data, "image/png") for name, data in files]
    return visitor(cast, "dan").post(f"{room(cast)}/messages", {"text": text, "files": with_it}).status_code


def test_each_is_kept_as_what_its_bytes_are(cast: Cast) -> None:
    assert sent(cast, ("a.exe", PNG), ("菜单 plan.pdf", PDF), ("x.png", recording(2.0))) == 302

    plan, voice = Enclosure.objects.order_by("position")
    assert (plan.name, plan.size, plan.seconds) == ("菜单 plan.pdf", len(PDF), None)
    assert (voice.name, voice.seconds, Picture.objects.count()) == ("", 2, 1)
    page = visitor(cast, "carol").get(room(cast)).content.decode()
    assert "菜单 plan.pdf" in page
    assert f'<audio controls preload="none" src="/files/{voice.file}"' in page
    assert "0:02" in page


@pytest.mark.parametrize("data", [b"MZ\x90\x00", b"<html><script>", b"", b"OggS" + bytes(99), b"\x7fELF"])
def test_what_is_not_safe_is_refused_and_says_nothing(cast: Cast, data: bytes) -> None:
    assert sent(cast, ("menu.pdf", data), text="Look") == 422
    assert not Message.objects.exists()


def test_a_file_is_kept_by_browsers_and_never_shown_by_them(cast: Cast) -> None:
    sent(cast, ('..\\..\\plan "x".pdf', PDF))
    address = f"/files/{Enclosure.objects.get().file}"

    answer = visitor(cast, "carol").get(address)

    assert answer.content == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    for name in ("stranger", "eve", "mallory"):
        assert visitor(cast, name).get(address).status_code == 404
    assert Client().get(address).status_code == 302
    delete_message(message=Message.objects.get().pk, actor=cast.actor("dan"), now=NOW)
    assert visitor(cast, "carol").get(address).status_code == 404


@pytest.mark.parametrize(
    ("asked", "status", "said"),
    [
        ("", 200, None),
        ("bytes=0-", 206, "bytes 0-{last}/{all}"),
        ("bytes=10-19", 206, "bytes 10-19/{all}"),
        ("bytes=10-99999999", 206, "bytes 10-{last}/{all}"),
        ("bytes=99999999-", 416, "bytes */{all}"),
        ("bytes=-5", 200, None),
        ("lines=1-2", 200, None),
    ],
)
def test_players_get_the_part_they_ask_for(cast: Cast, asked: str, status: int, said: str | None) -> None:
    sent(cast, ("voice.wav", recording(1.0)))
    address, carol = f"/files/{Enclosure.objects.get().file}", visitor(cast, "carol")
    whole = carol.get(address).content

    answer = carol.get(address, headers={"Range": asked} if asked else {})

    assert answer.status_code == status
    facts = {"last": len(whole) - 1, "all": len(whole)}
    assert answer.headers.get("Content-Range") == (said.format(**facts) if said else None)
    if status == 206:
        begin = int(asked.removeprefix("bytes=").split("-")[0])
        assert answer.content == whole[begin : begin + len(answer.content)]
    if status == 200:
        assert (answer.content, answer["Accept-Ranges"]) == (whole, "bytes")


def test_programs_say_and_have_them_too(cast: Cast) -> None:
    secret = token_of(cast, "dan")
    form = {"files": SimpleUploadedFile("plan.pdf", PDF), "text": "Here"}
    said = upload(f"/communities/table/groups/{cast.group.key}/files", secret, form).json()

    [file] = said["files"]
    path = f"/communities/table/messages/{said['key']}/files/{file['key']}"

    assert (file["name"], file["size"], file["seconds"]) == ("plan.pdf", len(PDF), None)
    assert call("GET", path, token_of(cast, "carol")).content == PDF
    assert call("GET", path, token_of(cast, "stranger")).status_code == 404
    assert call("GET", f"{path}x", secret).status_code == 404
