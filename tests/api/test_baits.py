"""Baits through the API: made, hung up, joined for, fetched."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from coterie.joining.models import Bait
from tests.api.token import call, token_of
from tests.cast import Cast
from tests.joining.doors import code_of

BASE = "/communities/table"
PDF = b"%PDF-1.7\nThirty headlines"


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path) -> None:
    settings.DATA = tmp_path


@pytest.fixture
def secret(cast: Cast) -> str:
    return token_of(cast, "alice")


def sent(secret: str, path: str, data: bytes, **fields: object):
    body = {"file": SimpleUploadedFile("list.exe", data), **fields}
    return Client().post(f"/api/v1{path}", body, headers={"Authorization": f"Bearer {secret}"})


def test_a_file_is_promised_and_fetched_by_who_joined(cast: Cast, secret: str) -> None:
    code, stranger = code_of(cast), token_of(cast, "stranger")
    bait = sent(secret, f"{BASE}/files", PDF, title="List", limit=1).json()
    call("PUT", f"{BASE}/codes/{code.slug}/bait", secret, {"bait": bait["key"]})

    door = call("GET", f"/open-communities/table/promise?code={code.slug}", stranger).json()
    joined = call("POST", "/me/memberships", stranger, {
        "community": "table", "code": code.slug, "name": "Zoe", "accepted_rules": 1,
    })  # fmt: skip
    [thing] = call("GET", "/me/memberships/table/things", stranger).json()["items"]
    file = call("GET", f"/me/memberships/table/things/{thing['key']}/file", stranger)

    assert joined.status_code == 201
    assert door["promise"] == {"title": "List", "kind": "file", "kept": True}
    assert (thing["title"], file.content, file["Content-Type"]) == ("List", PDF, "application/pdf")
    shown = call("GET", f"{BASE}/baits/{bait['key']}", secret).json()
    assert (shown["state"], shown["delivered"], shown["left"], shown["codes"]) == ("out", 1, 0, [code.slug])
    [given] = call("GET", f"{BASE}/baits/{bait['key']}/deliveries", secret).json()["items"]
    assert given["member"] == joined.json()["member"]
    assert call("GET", f"/me/memberships/table/things/{thing['key']}/file", token_of(cast, "dan")).status_code == 404
    [waiting] = [one for one in call("GET", f"{BASE}/today", secret).json()["waiting"] if one["cause"] == "bait"]
    assert (waiting["bait"], waiting["number"]) == (bait["key"], 0)


def test_texts_are_added_once(secret: str) -> None:
    made = call("POST", f"{BASE}/baits", secret, {"title": "Coupon", "kind": "texts", "texts": ["A1", "A2"]}).json()

    added = call("POST", f"{BASE}/baits/{made['key']}/texts", secret, {"texts": ["A2", "A3"]}).json()

    assert (added, made["left"]) == ({"added": 1}, 2)
    assert call("GET", f"{BASE}/baits/{made['key']}", secret).json()["left"] == 3


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"title": "Gift", "kind": "file"}, "kind"),
        ({"title": "Gift", "kind": "link", "url": "http://e.org/"}, "url"),
        ({"title": "Gift", "kind": "texts"}, "texts"),
        ({"title": "", "kind": "text", "text": "x"}, "title"),
    ],
)
def test_wrong_baits_are_refused(secret: str, body: dict, field: str) -> None:
    answer = call("POST", f"{BASE}/baits", secret, body)

    assert (answer.status_code, field in str(answer.json()), Bait.objects.count()) == (422, True, 0)


def test_files_that_may_harm_are_refused(secret: str) -> None:
    answer = sent(secret, f"{BASE}/files", b"<svg onload=alert(1)>", title="Gift")

    assert (answer.status_code, answer.json()["field"], Bait.objects.count()) == (422, "file", 0)
