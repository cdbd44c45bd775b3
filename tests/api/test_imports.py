"""History from a file: the answer of the terminal, once for each key, in bounded memory."""

import gzip
import json
import tracemalloc
from io import RawIOBase
from itertools import chain, repeat

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.http import HttpResponse
from django.test import RequestFactory

from coterie.api import answer, imports
from coterie.platform.once.keeping import new_holder
from coterie.platform.once.models import KeptAnswer
from coterie.reach.domain.import_file import import_file
from coterie.talk.models import Message
from tests.api.token import call, token_of, upload
from tests.cast import NOW, Cast

IMPORTS = "/communities/table/imports"
LOG = b"[12:00] <dan> Tea?\n[12:01] <carol> dan: Yes.\n[12:02] *** nina has joined\n?\n"


def take(
    secret: str, data: bytes = LOG, *, name: str = "tea_2004-11-15.log", key: str = "", **wanted: str
) -> HttpResponse:
    return upload(IMPORTS, secret, {"file": SimpleUploadedFile(name, data), **wanted}, key)


def test_answer_is_that_of_the_terminal(cast: Cast, tmp_path) -> None:
    report = take(token_of(cast, "alice")).json()

    (tmp_path / "tea_2004-11-15.log").write_bytes(LOG)
    facts = {"community": cast.table.pk, "actor": cast.actor("alice"), "now": NOW}
    again = import_file(kind="irc", path=tmp_path / "tea_2004-11-15.log", **facts).as_json()
    assert (report["kind"], report["messages"], report["joins"], report["unparsed_total"]) == ("irc", 2, 1, 1)
    assert [one["line"] for one in report["unparsed"]] == [4]
    assert list(report) == list(again)
    assert (again["messages"], again["duplicates"]) == (0, 2)


@pytest.mark.parametrize("in_memory", [0, 2**20])
def test_file_is_read_from_the_disk_and_from_memory(cast: Cast, settings, in_memory: int) -> None:
    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = in_memory

    answers = [
        take(token_of(cast, "alice"), data, name=name)
        for data, name in ((LOG, "a.log"), (gzip.compress(LOG, mtime=0), "b.log.gz"))
    ]

    assert [answer.json()["messages"] for answer in answers] == [2, 2]


def test_history_goes_where_it_is_told(cast: Cast) -> None:
    take(token_of(cast, "alice"), kind="irc", group=cast.vip.key, timezone="Asia/Tokyo")

    assert set(Message.objects.values_list("group", flat=True)) == {cast.vip.pk}
    assert Message.objects.order_by("posted_at").first().posted_at.hour == 3


def test_what_came_in_is_in_the_book(cast: Cast) -> None:
    secret = token_of(cast, "alice")
    taken = take(secret)

    [listed] = call("GET", IMPORTS, secret).json()["items"]
    shown = call("GET", taken["Location"].removeprefix("/api/v1"), secret).json()

    assert shown == {**listed, "report": taken.json()}
    assert (listed["kind"], listed["file"], listed["by"]) == ("irc", "tea_2004-11-15.log", "Alice")


def test_same_key_takes_the_file_once(cast: Cast) -> None:
    secret = token_of(cast, "alice")

    first, second = take(secret, key="one"), take(secret, key="one")
    other = take(secret, LOG + b"[12:03] <dan> Good.\n", key="one")

    assert (first.content, first["Location"]) == (second.content, second["Location"])
    assert (second["Idempotency-Replayed"], other.status_code) == ("true", 422)
    assert Message.objects.count() == 2


def test_import_that_broke_off_is_finished_under_the_same_key(cast: Cast) -> None:
    """The process died after it had entered the messages and before it had kept the answer."""
    secret = token_of(cast, "alice")
    take(secret, key="one")
    host = new_holder().split(":")[0]
    KeptAnswer.objects.update(status=None, holder=f"{host}:4194304:abc")

    again = take(secret, key="one")

    assert (again.status_code, again.json()["messages"], again.json()["duplicates"]) == (201, 0, 2)
    assert Message.objects.count() == 2


def test_import_under_way_is_not_begun_again(cast: Cast) -> None:
    secret = token_of(cast, "alice")
    take(secret, key="one")
    KeptAnswer.objects.update(status=None, holder="elsewhere:1:abc")

    answer = take(secret, key="one")

    assert (answer.status_code, answer.json()["code"]) == (409, "idempotency_key_in_use")
    assert answer["Retry-After"] == "2"


@pytest.mark.parametrize(
    ("data", "wanted", "code", "field"),
    [
        (LOG, {"kind": "stone"}, "invalid", "kind"),
        (LOG, {"timezone": "Moon/Crater"}, "invalid", "timezone"),
        (b"PK\x03\x04", {}, "unreadable_file", None),
        (b"\x00\x01\x02", {}, "unknown_format", None),
        (gzip.compress(LOG, mtime=0)[:-9], {}, "unreadable_file", None),
    ],
)
def test_file_that_cannot_be_used_is_refused(
    cast: Cast, data: bytes, wanted: dict[str, str], code: str, field: str | None
) -> None:
    answer = take(token_of(cast, "alice"), data, **wanted)

    assert (answer.status_code, answer.json()["code"], answer.json().get("field")) == (422, code, field)
    assert Message.objects.count() == 0


def test_file_that_is_too_large_is_refused(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "LARGEST", len(LOG) - 1)

    answer = take(token_of(cast, "alice"))

    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (413, "too_large", "file")


def test_request_that_is_too_large_is_not_read(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answer, "LARGEST", 100)

    refused = take(token_of(cast, "alice"), key="one")

    assert (refused.status_code, refused.json()["code"]) == (413, "too_large")


def test_form_without_a_file_is_malformed(cast: Cast) -> None:
    answer = upload(IMPORTS, token_of(cast, "alice"), {"kind": "irc"})

    assert (answer.status_code, answer.json()["errors"][0]["at"]) == (422, "file.file")


class Sending(RawIOBase):
    """A form with a long file that exists only while it is read."""

    BEFORE = (
        b'--line\r\nContent-Disposition: form-data; name="kind"\r\n\r\nirc\r\n--line\r\n'
        b'Content-Disposition: form-data; name="file"; filename="tea.log"\r\n\r\n[12:00] <dan> Tea?\n'
    )
    LINE, AFTER = b"?" * 60_000 + b"\n", b"\r\n--line--\r\n"

    def __init__(self, lines: int) -> None:
        self.parts = chain([self.BEFORE], repeat(self.LINE, lines), [self.AFTER])
        self.length = len(self.BEFORE) + lines * len(self.LINE) + len(self.AFTER)
        self.held = b""

    def read(self, size: int = -1) -> bytes:
        while len(self.held) < size and (part := next(self.parts, b"")):
            self.held += part
        given, self.held = self.held[:size], self.held[size:]
        return given


def send(sent: Sending, headers: dict[str, str]) -> HttpResponse:
    """Hand a form to the API as a server would, part by part."""
    length = {"CONTENT_TYPE": "multipart/form-data; boundary=line", "CONTENT_LENGTH": str(sent.length)}
    asked = RequestFactory().generic("POST", f"/api/v1{IMPORTS}", headers=headers)
    request = WSGIRequest({**asked.environ, **length, "wsgi.input": sent})
    view, arguments, words = BaseHandler().resolve_request(request)
    try:
        return view(request, *arguments, **words)
    finally:
        request.close()


@pytest.mark.slow
def test_memory_does_not_grow_with_the_file(cast: Cast) -> None:
    headers = {"Authorization": f"Bearer {token_of(cast, 'alice')}"}

    for lines in (100, 700):
        sent = Sending(lines)
        tracemalloc.start()
        answer = send(sent, {**headers, "Idempotency-Key": str(lines)})
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()

        print(f"\n{sent.length / 1e6:.0f} MB sent, {peak / 1e6:.1f} MB at most in memory")
        assert (answer.status_code, json.loads(answer.content)["unparsed_total"]) == (201, lines)
        assert peak < 4_000_000
