"""Baits in the console, at the door, and in members' hands."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from coterie.joining.models import Bait, BaitDelivery, LiveCode
from coterie.kit.clock import now
from tests.cast import Cast
from tests.joining.doors import code_of
from tests.joining.test_bait import bait_of, hung
from tests.web.visit import visitor

CONSOLE = "/console/table/draw-in/baits"
PDF = b"%PDF-1.7\nThirty headlines"


@pytest.fixture(autouse=True)
def _folder(settings, tmp_path) -> None:
    settings.DATA = tmp_path


def upload(data: bytes = PDF, name: str = "list.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="text/html")


def text_of(client: Client, path: str) -> str:
    answer = client.get(path, follow=True)
    assert answer.status_code == 200
    return answer.content.decode()


def enter_by(code: LiveCode, name: str) -> tuple[Client, str]:
    """Join through the pages; return the browser and where it landed."""
    client = Client()
    answer = client.post(f"/c/table/join?code={code.slug}", {"name": name, "rules": "on"})
    assert answer.status_code == 302, answer.content
    return client, answer["Location"]


def test_a_file_is_made_hung_up_promised_and_downloaded_by_its_member_alone(cast: Cast) -> None:
    bob, code = visitor(cast, "bob"), code_of(cast)
    bob.post(f"{CONSOLE}/new/file", {"title": "三十条标题", "file": upload()})
    bait = Bait.objects.get()
    bob.post(f"{CONSOLE}/{bait.key}/hooks", {"hook": f"code:{code.slug}"})

    assert "You get “三十条标题” as soon as you are in." in text_of(Client(), f"/c/table/join?code={code.slug}")
    assert "三十条标题" in text_of(Client(), f"/c/table?code={code.slug}")
    assert "三十条标题" in text_of(bob, f"/console/table/codes/{code.slug}/sheet")
    guest, landed = enter_by(code, "Zoe")
    page = text_of(guest, landed)

    key = BaitDelivery.objects.get().key
    assert (landed, "Here is what was promised." in page) == (f"/m/table/things?new=1&code={code.slug}", True)
    file = guest.get(f"/m/table/things/{key}/file")
    assert (file.content, file["Content-Type"], file["X-Content-Type-Options"]) == (PDF, "application/pdf", "nosniff")
    assert file["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert file["Cache-Control"] == "private, no-store"
    assert [visitor(cast, who).get(f"/m/table/things/{key}/file").status_code for who in ("dan", "alice")] == [404, 404]
    assert key in text_of(guest, "/m/table/things")
    assert "Zoe" in text_of(bob, f"{CONSOLE}/{bait.key}/deliveries")


@pytest.mark.parametrize(
    ("data", "said"), [(b"<html><script>", "Take a PDF"), (b"PK\x03\x04x", "damaged"), (b"", "empty")]
)
def test_a_file_that_may_harm_is_refused_and_what_was_typed_stays(cast: Cast, data: bytes, said: str) -> None:
    answer = visitor(cast, "bob").post(f"{CONSOLE}/new/file", {"title": "My list", "file": upload(data)})

    assert (said in answer.content.decode(), "My list" in answer.content.decode()) == (True, True)
    assert Bait.objects.count() == 0


def test_who_comes_too_late_is_told_so_and_is_in_all_the_same(cast: Cast) -> None:
    code = hung(cast, bait_of(cast, "texts", title="Coupon", texts=["A1"]))
    first, landed = enter_by(code, "First")
    assert "A1" in text_of(first, landed)

    door = text_of(Client(), f"/c/table/join?code={code.slug}")
    late, landed = enter_by(code, "Late")

    assert "“Coupon” is out. You can join all the same." in door
    page = text_of(late, landed)
    assert ("What was promised is out." in page, "A1" in page) == (True, False)
    today = text_of(visitor(cast, "alice"), "/console/table/")
    assert ("Coupon" in today, "nobody gets it any more" in today) == (True, True)
    bob, bait = visitor(cast, "bob"), Bait.objects.get()
    bob.post(f"{CONSOLE}/{bait.key}/texts", {"texts": "A1\nA2\n\nA3"})
    assert "“Coupon” as soon as" in text_of(Client(), f"/c/table/join?code={code.slug}")


def test_an_expired_bait_is_told_apart(cast: Cast) -> None:
    code = hung(cast, bait_of(cast, title="Early bird"))
    Bait.objects.update(expires_at=now() - timedelta(minutes=1))

    assert "“Early bird” was there until a while ago" in text_of(Client(), f"/c/table/join?code={code.slug}")
    assert "expired" in text_of(visitor(cast, "bob"), CONSOLE)


def test_a_bait_is_changed_taken_off_and_put_away(cast: Cast) -> None:
    bob, code = visitor(cast, "bob"), code_of(cast)
    bait = bait_of(cast, "link", title="Video")
    hung(cast, bait, code)

    bob.post(f"{CONSOLE}/{bait.key}/facts", {"title": "Film", "url": "https://example.org/film", "limit": "5"})
    bob.post(f"{CONSOLE}/{bait.key}/hooks", {"hook": f"code:{code.slug}", "off": "1"})
    bob.post(f"{CONSOLE}/{bait.key}/archive")

    bait.refresh_from_db()
    code.refresh_from_db()
    assert (bait.title, bait.limit, code.bait_id, bait.archived_at is None) == ("Film", 5, None, False)
    assert "Film" in text_of(bob, f"{CONSOLE}/{bait.key}")
    assert bob.post(f"{CONSOLE}/{bait.key}/hooks", {"hook": "code:unknown"}).status_code == 422


def test_who_joins_without_a_bait_comes_to_the_group(cast: Cast) -> None:
    _guest, landed = enter_by(code_of(cast), "Zoe")

    assert landed.startswith("/m/table/g/")


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_questions(cast: Cast, count: int, django_assert_num_queries) -> None:
    for number in range(count):
        bait_of(cast, "texts", title=f"Gift {number}")
    bob = visitor(cast, "bob")
    bob.get(CONSOLE)

    with django_assert_num_queries(7):
        assert bob.get(CONSOLE).status_code == 200
